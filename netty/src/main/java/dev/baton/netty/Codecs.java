package dev.baton.netty;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.CombinedChannelDuplexHandler;
import java.util.Map;
import java.util.Optional;

/** What pipelines keep of a connection. Types are told by name: their jars need not be there. */
final class Codecs {
    private static final String DECODER = "io.netty.handler.codec.ByteToMessageDecoder";
    private static final String CODEC = "io.netty.handler.codec.ByteToMessageCodec";
    private static final String TLS = "io.netty.handler.ssl.SslHandler";

    private Codecs() {}

    static void refuseTls(ChannelPipeline pipeline) {
        for (Map.Entry<String, ChannelHandler> each : pipeline) {
            if (is(each.getValue().getClass(), TLS)) {
                throw new UnsupportedOperationException(
                        pipeline.channel()
                                + " can't be shared: it speaks TLS, and neither the keys nor the"
                                + " sequence numbers of its handler "
                                + each.getKey()
                                + " can be taken out; hand connections over before the handshake,"
                                + " or their listener");
            }
        }
    }

    /** The first handler that makes messages of bytes, and may keep some. */
    static Optional<ChannelHandlerContext> firstDecoder(ChannelPipeline pipeline) {
        for (Map.Entry<String, ChannelHandler> each : pipeline) {
            Class<?> type = each.getValue().getClass();
            if (is(type, DECODER)
                    || is(type, CODEC)
                    || each.getValue() instanceof CombinedChannelDuplexHandler) {
                return Optional.ofNullable(pipeline.context(each.getValue()));
            }
        }
        return Optional.empty();
    }

    /** Whether this thread is just within a decoder's own method, which ends before its removal. */
    static boolean decoding() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames ->
                        frames.anyMatch(frame ->
                                frame.getMethodName().startsWith("decode")
                                        && is(frame.getDeclaringClass(), DECODER)));
    }

    private static boolean is(Class<?> type, String name) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
