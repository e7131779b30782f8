package dev.baton.it.channels;

/** What a {@link ChannelProgram} can do; a channel is named by its place among the program's. */
enum Deed {
    /** Makes itself reachable and tells how it makes channels. */
    WAY,
    /** Connects to a port. */
    CONNECT,
    /** Opens a ticket as a channel of a kind. */
    OPEN,
    /** Opens many tickets of connections. */
    OPEN_MANY,
    /** Duplicates a channel for a process. */
    DUPLICATE,
    /** Moves a channel to a process. */
    MOVE,
    /** Registers a channel with a selector, which looks once. */
    REGISTER,
    /** Releases a channel. */
    RELEASE,
    /** Closes a channel. */
    CLOSE,
    /** Closes all channels. */
    CLOSE_ALL,
    /** Tells a channel's names, those of the kernel and its own. */
    NAMES,
    /** Writes a text to a connection from two buffers. */
    WRITE,
    /** Reads a text from a connection in some manner. */
    READ,
    /** Reads a text from a connection into two buffers. */
    SCATTER,
    /** Accepts from a listener in some manner. */
    ACCEPT,
    /** Receives a datagram. */
    RECEIVE,
    /** Sends a datagram to a port of this machine. */
    SEND,
    /** Sends a datagram to the one peer. */
    ANSWER,
    /** Sets options of a connection. */
    SET_OPTIONS,
    /** Tells the options of a connection. */
    OPTIONS,
    /** Closes a connection while a thread reads from it in some manner, and tells what it got. */
    CLOSE_WHILE_READING,
    /** Closes a listener while a thread accepts from it in some manner, and tells what it got. */
    CLOSE_WHILE_ACCEPTING,
    /** Begins to read a connection until it ends. */
    COUNT,
    /** Tells how often each value of a byte was read, once the connection has ended. */
    COUNTED,
    /** Loads what classes may be needed, which a process without descriptors can't. */
    LOAD_CLASSES,
    /** Uses descriptors up until so many are left. */
    FILL_TABLE,
    /** Closes what {@link #FILL_TABLE} has used up. */
    EMPTY_TABLE
}
