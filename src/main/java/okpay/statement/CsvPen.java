package okpay.statement;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import okpay.money.Money;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// A statement for spreadsheets. It begins with a byte order mark, without which they take Chinese
/// for something else; a text that a spreadsheet would run as a formula gets a `'` in front.
final class CsvPen implements Pen {

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private final Statement statement;
    private final Words words;
    private final Writer writer;
    private final CSVPrinter printer;

    CsvPen(Statement statement, Words words, OutputStream out) throws IOException {
        this.statement = statement;
        this.words = words;
        this.writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write('\uFEFF');
        this.printer = new CSVPrinter(writer, CSVFormat.RFC4180);
        printer.printRecord(
                words.say("statement.seq"),
                words.say("statement.booked"),
                words.say("statement.happened"),
                words.say("statement.kind"),
                words.say("statement.counterparty"),
                words.say("statement.note"),
                words.say("statement.reference"),
                words.say("statement.out"),
                words.say("statement.in"),
                words.say("statement.balance"),
                words.say("statement.currency"));
        balance(statement.period().begin(), "statement.opening", statement.opening());
    }

    @Override
    public void line(Statement.Line line) throws IOException {
        boolean in = line.change().isPositive();
        printer.printRecord(
                line.seq(),
                time(line.bookedAt()),
                time(line.happenedAt()),
                line.kind(),
                harmless(line.counterparty()),
                harmless(line.note()),
                harmless(line.reference()),
                in ? "" : Money.zero(line.change().currency()).minus(line.change()).digits(),
                in ? line.change().digits() : "",
                line.after().digits(),
                statement.currency());
    }

    @Override
    public void end() throws IOException {
        balance(statement.extract().to(), "statement.closing", statement.closing());
        printer.flush();
    }

    private void balance(Instant at, String what, Money balance) throws IOException {
        printer.printRecord(
                "",
                time(at),
                "",
                words.say(what),
                "",
                "",
                "",
                "",
                "",
                balance.digits(),
                statement.currency());
    }

    private String time(Instant at) {
        return SECOND.format(at.atZone(words.zone()));
    }

    static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    @Override
    public void close() throws IOException {
        writer.flush();
    }
}
