package okpay.statement;

import java.util.Arrays;
import java.util.Optional;

/// How a statement is written down.
public enum Form {
    /// For people: A4, Chinese and Latin letters, a total on each page.
    PDF("pdf", "application/pdf"),
    /// For spreadsheets: RFC 4180, UTF-8.
    CSV("csv", "text/csv;charset=UTF-8"),
    /// For accounting programs: ISO 20022 camt.053.001.08.
    CAMT_053("xml", "application/xml");

    private final String ending;
    private final String mediaType;

    Form(String ending, String mediaType) {
        this.ending = ending;
        this.mediaType = mediaType;
    }

    public String ending() {
        return ending;
    }

    public String mediaType() {
        return mediaType;
    }

    /// @param ending `pdf`, `csv` or `xml`
    public static Optional<Form> of(String ending) {
        return Arrays.stream(values()).filter(form -> form.ending.equals(ending)).findFirst();
    }
}
