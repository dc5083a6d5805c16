package okpay.statement;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import okpay.money.Money;
import okpay.statement.Statement.Line;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/// A statement for people: A4, as many lines on a page as fit, below them what came and went on
/// this page. A page is written as soon as it is full.
final class PdfPen implements Pen {

    private static final float MARGIN = 40;
    private static final float LINE = 27;
    private static final float WIDTH = PageSize.A4.getWidth() - 2 * MARGIN;
    private static final float TOP = PageSize.A4.getHeight() - MARGIN;
    private static final float[] COLUMNS = {28, 82, 62, 153, 64, 64, 72};
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final int ON_FIRST_PAGE = 19;
    private static final int ON_A_PAGE = 25;
    private static final Color INK = new Color(0x1b1f24);
    private static final Color GREY = new Color(0x6a737d);
    private static final Color RULE = new Color(0xd8dee4);

    private final Statement statement;
    private final Words words;
    private final Document document;
    private final PdfWriter writer;
    private final BaseFont letters;
    private final int pages;
    private PdfPTable table;
    private Money in;
    private Money out;
    private int lines;
    private int column;
    private int page;
    private float y;

    PdfPen(Statement statement, Words words, String font, OutputStream out) throws IOException {
        this.statement = statement;
        this.words = words;
        this.letters =
                font.isEmpty()
                        ? BaseFont.createFont("STSong-Light", "UniGB-UCS2-H", false)
                        : BaseFont.createFont(font, BaseFont.IDENTITY_H, BaseFont.EMBEDDED);
        long rest = Math.max(0, statement.extract().legs() - ON_FIRST_PAGE);
        this.pages = Math.toIntExact(1 + (rest + ON_A_PAGE - 1) / ON_A_PAGE);
        this.document = new Document(PageSize.A4);
        this.writer = PdfWriter.getInstance(document, out);
        document.addTitle(statement.number());
        document.addCreator("OKPay");
        document.open();
        this.table = emptyTable();
        this.in = Money.zero(statement.opening().currency());
        this.out = in;
        beginPage();
        if (statement.extract().legs() == 0) {
            nothingHappened();
        }
    }

    @Override
    public void line(Line line) {
        if (lines == (page == 1 ? ON_FIRST_PAGE : ON_A_PAGE)) {
            endPage();
            document.newPage();
            beginPage();
        }
        boolean came = line.change().isPositive();
        var amount = Words.grouped(came ? line.change() : zero().minus(line.change()));
        in = came ? in.plus(line.change()) : in;
        out = came ? out : out.minus(line.change());
        lines++;
        cell(Long.toString(line.seq()), "", false, GREY);
        cell(words.minute(line.bookedAt()), happened(line), false, INK);
        cell(line.kind(), "", false, INK);
        var who = line.counterparty() + (line.note().isEmpty() ? "" : "  " + line.note());
        cell(who.isEmpty() ? "—" : who, line.reference(), false, INK);
        cell(came ? "" : amount, "", true, INK);
        cell(came ? amount : "", "", true, INK);
        cell(Words.grouped(line.after()), "", true, INK);
    }

    @Override
    public void end() {
        endPage();
        document.close();
    }

    @Override
    public void close() {
        // What was not ended has no end: half a statement must not look like a whole one.
        writer.flush();
    }

    /// Said only where it is another day: what was brought in, or came late.
    private String happened(Line line) {
        var between = Duration.between(line.happenedAt(), line.bookedAt()).abs();
        return between.compareTo(A_DAY) >= 0
                ? words.say("statement.late", words.day(line.happenedAt()))
                : "";
    }

    private void beginPage() {
        page++;
        lines = 0;
        in = zero();
        out = zero();
        y = TOP;
        text("OKPay", 15, INK, MARGIN, y - 12, Element.ALIGN_LEFT);
        text(
                words.say("statement.title"),
                page == 1 ? 15 : 10,
                page == 1 ? INK : GREY,
                MARGIN + WIDTH,
                y - 12,
                Element.ALIGN_RIGHT);
        y -= 30;
        if (page == 1) {
            facts();
        }
        table = emptyTable();
        head("#", false);
        head(words.say("statement.booked"), false);
        head(words.say("statement.kind"), false);
        head(words.say("statement.counterparty"), false);
        head(words.say("statement.out"), true);
        head(words.say("statement.in"), true);
        head(words.say("statement.balance"), true);
    }

    private void facts() {
        var period = statement.period();
        fact("statement.holder", statement.holder(), 0);
        fact("statement.account", statement.account(), 1);
        fact("statement.period", period.from() + " – " + period.to(), 0);
        fact("statement.currency", statement.currency(), 1);
        fact("statement.number", statement.number(), 0);
        fact("statement.made", words.minute(statement.madeAt()) + " " + period.zone().getId(), 1);
        y -= 8;
        fact("statement.opening", Words.grouped(statement.opening()), 0);
        fact("statement.total.in", Words.grouped(statement.extract().in()), 1);
        fact("statement.closing", Words.grouped(statement.closing()), 0);
        fact("statement.total.out", Words.grouped(statement.extract().out()), 1);
        y -= 12;
    }

    private void fact(String key, String value, int column) {
        float x = MARGIN + column * WIDTH / 2;
        text(words.say(key), 7.5f, GREY, x, y - 8, Element.ALIGN_LEFT);
        text(fitting(value, 10, WIDTH / 2 - 12), 10, INK, x, y - 20, Element.ALIGN_LEFT);
        y -= column == 1 ? 30 : 0;
    }

    private void nothingHappened() {
        var cell = new PdfPCell(phrase(words.say("statement.nothing"), 8, GREY));
        cell.setColspan(COLUMNS.length);
        cell.setFixedHeight(LINE);
        cell.setBorder(0);
        table.addCell(cell);
    }

    private void endPage() {
        total(words.say("statement.page.total"), 4, false);
        total(Words.grouped(out), 1, true);
        total(Words.grouped(in), 1, true);
        total("", 1, true);
        table.writeSelectedRows(0, -1, MARGIN, y, writer.getDirectContent());
        text(statement.number(), 7, GREY, MARGIN, MARGIN - 14, Element.ALIGN_LEFT);
        text(
                words.say("statement.page", page, pages),
                7,
                GREY,
                MARGIN + WIDTH,
                MARGIN - 14,
                Element.ALIGN_RIGHT);
    }

    private static PdfPTable emptyTable() {
        var table = new PdfPTable(COLUMNS.length);
        table.setTotalWidth(COLUMNS);
        table.setLockedWidth(true);
        return table;
    }

    private void head(String words, boolean right) {
        var cell = new PdfPCell(phrase(words, 7.5f, GREY));
        cell.setFixedHeight(18);
        border(cell, right, PdfPCell.BOTTOM, INK);
        table.addCell(cell);
    }

    private void cell(String first, String second, boolean right, Color colour) {
        float width = COLUMNS[column] - 6;
        var text = new Phrase();
        text.add(phrase(fitting(first, 8, width), 8, colour));
        if (!second.isEmpty()) {
            text.add(phrase("\n" + fitting(second, 6.5f, width), 6.5f, GREY));
        }
        var cell = new PdfPCell(text);
        cell.setFixedHeight(LINE);
        cell.setLeading(10.5f, 0);
        border(cell, right, PdfPCell.BOTTOM, RULE);
        table.addCell(cell);
        column = (column + 1) % COLUMNS.length;
    }

    private void total(String words, int columns, boolean right) {
        var cell = new PdfPCell(phrase(words, 8, INK));
        cell.setColspan(columns);
        cell.setFixedHeight(20);
        border(cell, right, 0, INK);
        table.addCell(cell);
    }

    private static void border(PdfPCell cell, boolean right, int border, Color colour) {
        cell.setBorder(border);
        cell.setBorderColor(colour);
        cell.setBorderWidth(0.5f);
        cell.setPaddingLeft(right ? 0 : 3);
        cell.setPaddingRight(3);
        cell.setHorizontalAlignment(right ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT);
        cell.setVerticalAlignment(Element.ALIGN_MIDDLE);
    }

    private Phrase phrase(String text, float size, Color colour) {
        return new Phrase(text, new Font(letters, size, Font.NORMAL, colour));
    }

    private void text(String text, float size, Color colour, float x, float baseline, int align) {
        ColumnText.showTextAligned(
                writer.getDirectContent(), align, phrase(text, size, colour), x, baseline, 0);
    }

    /// As much of a text as has room, and an ellipsis.
    private String fitting(String text, float size, float width) {
        if (letters.getWidthPoint(text, size) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && letters.getWidthPoint(text.substring(0, end) + "…", size) > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + "…";
    }

    private Money zero() {
        return Money.zero(statement.opening().currency());
    }
}
