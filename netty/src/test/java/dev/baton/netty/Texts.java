package dev.baton.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What goes through connections: short ASCII texts. */
final class Texts {
    private Texts() {}

    static ByteBuf buffer(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }

    static void write(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** As many characters, or fewer with an end. */
    static String read(SocketChannel channel, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // An end is what stops it early.
        }
        return new String(bytes.array(), 0, bytes.position(), US_ASCII);
    }

    /** Everything to this character, without the letters m. */
    static String readUntil(SocketChannel channel, char last) throws IOException {
        StringBuilder read = new StringBuilder();
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        while (read.indexOf(String.valueOf(last)) < 0 && channel.read(bytes.clear()) >= 0) {
            String text = new String(bytes.array(), 0, bytes.position(), US_ASCII);
            read.append(text.replace("m", ""));
        }
        return read.toString();
    }

    /** A frame for a decoder with a length of two bytes. */
    static String frame(String text) {
        return "" + (char) 0 + (char) text.length() + text;
    }

    /** Keeps what arrives, one text for each message. */
    static final class Inbox extends SimpleChannelInboundHandler<ByteBuf> {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

        String take() throws InterruptedException {
            return texts.take();
        }

        int size() {
            return texts.size();
        }

        BlockingQueue<String> events() {
            return events;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf message) {
            texts.add(message.toString(US_ASCII));
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            events.add("inactive");
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext ctx) {
            events.add("removed");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            events.add(cause.toString());
        }
    }
}
