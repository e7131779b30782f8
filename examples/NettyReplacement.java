import dev.baton.channels.*;
import dev.baton.netty.*;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.*;
import io.netty.channel.*;
import io.netty.channel.nio.*;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.*;
import io.netty.handler.codec.*;
import io.netty.util.concurrent.Future;
import java.io.*;
import java.net.*;
import java.nio.file.*;
import java.util.*;

/**
 * A connection goes from the pipeline of one process to that of another, between two lines, with
 * what the decoder had read. With Netty (transport, codec) and baton-netty on the class path:
 *
 * <pre>java --enable-native-access=ALL-UNNAMED --add-opens java.base/sun.nio.ch=ALL-UNNAMED \
 *     -cp "cli/target/app/*:netty/target/classes:$NETTY" examples/NettyReplacement.java</pre>
 */
class NettyReplacement {
    static final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(
                    1, Thread.ofPlatform().daemon().factory(), NioIoHandler.newFactory());

    /** Answers each line. */
    static class Answers extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf line) {
            String answer = "process " + ProcessHandle.current().pid() + " answers ";
            context.write(Unpooled.copiedBuffer(answer.getBytes()));
            context.write(line.retain());
            context.writeAndFlush(Unpooled.copiedBuffer("\n".getBytes()));
        }
    }

    /** Answers one line and hands the connection over. */
    static class AnswersOne extends Answers {
        final Handoff handoff;

        AnswersOne(Handoff handoff) {
            this.handoff = handoff;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf line) {
            super.channelRead0(context, line);
            Channel channel = context.channel();

            NettyChannels.settle(channel).addListener((Future<byte[]> unread) ->
                    handoff.sendAsync(HandoffItem.of(NettyChannels.shareable(channel))
                            .withReadAhead(unread.get())));
        }
    }

    static void receive(HandoffPlace place) throws Exception {
        try (HandoffPoint point = HandoffPoint.open(place)) {
            System.out.println("ready");

            ReceivedItem item = point.take();
            SocketChannel channel =
                    item.accept(ChannelKind.CONNECTION, NettyTransport.NIO::socketChannel);
            NettyChannels.replay(channel, item.readAhead());
            channel.pipeline().addLast(new LineBasedFrameDecoder(1000), new Answers());
            loops.register(channel);

            channel.closeFuture().sync();
        }
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            handOver(Files.createTempDirectory("netty"));
        } else {
            receive(HandoffPlace.at(Path.of(args[0])));
        }
    }

    static void handOver(Path folder) throws Exception {
        Process receiver = start(folder);
        try (Handoff handoff = Handoff.to(HandoffPlace.at(folder))) {
            ChannelInitializer<Channel> handlers = new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel channel) {
                    channel.pipeline()
                            .addLast(new LineBasedFrameDecoder(1000), new AnswersOne(handoff));
                }
            };
            ServerBootstrap server = new ServerBootstrap().group(loops).childHandler(handlers);
            ChannelFuture bound = server.channel(NioServerSocketChannel.class).bind("127.0.0.1", 0);
            talk((InetSocketAddress) bound.sync().channel().localAddress());
            receiver.waitFor();
            Files.delete(folder);
        } finally {
            receiver.destroy();
        }
    }

    static void talk(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            Scanner answers = new Scanner(socket.getInputStream());
            socket.getOutputStream().write("one\ntwo\nthr".getBytes());
            System.out.println(answers.nextLine());
            System.out.println(answers.nextLine());
            socket.getOutputStream().write("ee\n".getBytes());
            System.out.println(answers.nextLine());
        }
    }

    static Process start(Path folder) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        String classes = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(java, "-cp", classes));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
        command.addAll(List.of("examples/NettyReplacement.java", folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        Process receiver = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        receiver.inputReader().readLine(); // it is ready
        return receiver;
    }
}
