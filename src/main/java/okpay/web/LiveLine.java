package okpay.web;

import java.io.IOException;

/// The way to a browser. Only one thread at a time writes to it.
interface LiveLine {

    /// Whether something may be written now. Where it may not, because the reader is slower than we
    /// are, the page is told as soon as it may ([LiveStream#goOn]).
    ///
    /// @throws IOException the reader has gone
    boolean isReady() throws IOException;

    /// Sends it at once; only where [#isReady] just said yes.
    void write(String events) throws IOException;

    /// No more will come. May be called more than once.
    void end();
}
