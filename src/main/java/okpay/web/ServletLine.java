package okpay.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way to a browser through the server that let it in. It never waits: a reader who does not
/// read costs no thread, and gets what there is to see then when they do.
final class ServletLine implements LiveLine, WriteListener, AsyncListener {

    private static final Logger log = LoggerFactory.getLogger(ServletLine.class);

    private final AsyncContext async;
    private final ServletOutputStream out;
    private @Nullable LiveStream stream;
    private @Nullable Runnable atFirst;

    // Only a turn reads and writes this.
    private boolean owesFlush;

    ServletLine(AsyncContext async, ServletOutputStream out) {
        this.async = async;
        this.out = out;
    }

    /// @param atFirst told when the first word may be written
    void carry(LiveStream stream, Runnable atFirst) {
        this.stream = stream;
        this.atFirst = atFirst;
        async.setTimeout(0);
        async.addListener(this);
        out.setWriteListener(this);
    }

    @Override
    public boolean isReady() throws IOException {
        try {
            if (owesFlush && out.isReady()) {
                owesFlush = false;
                out.flush();
            }
            return out.isReady();
        } catch (IllegalStateException e) {
            throw new IOException("It is over", e);
        }
    }

    @Override
    public void write(String events) throws IOException {
        try {
            out.write(events.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalStateException e) {
            throw new IOException("It is over", e);
        }
        owesFlush = true;
        isReady();
    }

    @Override
    public void end() {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            log.trace("It has ended already", e);
        }
    }

    @Override
    public void onWritePossible() {
        var first = atFirst;
        atFirst = null;
        if (first != null) {
            first.run();
        } else if (stream != null) {
            stream.goOn();
        }
    }

    @Override
    public void onError(Throwable e) {
        log.trace("The reader has gone", e);
        if (stream != null) {
            stream.end();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        if (stream != null) {
            stream.close();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // It has none.
    }

    @Override
    public void onError(AsyncEvent event) {
        onError(event.getThrowable());
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // It does not begin again.
    }
}
