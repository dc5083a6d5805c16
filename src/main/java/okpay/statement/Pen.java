package okpay.statement;

import java.io.IOException;

/// Writes one statement down, line by line, and keeps no line. Closing it ends the document.
interface Pen extends AutoCloseable {

    void line(Statement.Line line) throws IOException;

    /// Only called when every line was written.
    void end() throws IOException;

    /// Gives back what it holds; a document that was not ended stays a torso.
    @Override
    void close() throws IOException;
}
