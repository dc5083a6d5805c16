package okpay.reconciliation;

import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// A bank's statement, read from ISO 20022 camt.053 of any version: one account, one currency,
/// booked entries only.
///
/// @param message how the bank calls it
/// @param opening minor units
record BankFile(
        String message,
        Currency currency,
        Instant since,
        Instant until,
        long opening,
        long closing,
        List<Entry> entries) {

    /// @param amount above zero came in; minor units
    record Entry(String reference, long amount, Instant bookedAt) {}

    sealed interface Reading {}

    record Read(BankFile file) implements Reading {}

    record NotRead(BankFiles.Flaw flaw) implements Reading {}

    /// Banks' own days (a date without a time) begin at midnight in this zone.
    static Reading read(InputStream in, ZoneId zone, int most) {
        try {
            var reader = new Reader(zone, most);
            return reader.read(in);
        } catch (XMLStreamException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException _) {
            return new NotRead(BankFiles.Flaw.NOT_A_STATEMENT);
        }
    }

    private static final class Reader {

        private static final int LONGEST_TEXT = 500;
        private static final int LONGEST_REFERENCE = 35;

        private final ZoneId zone;
        private final int most;
        private final Deque<String> path = new ArrayDeque<>();
        private final Map<String, String> facts = new HashMap<>();
        private final Map<String, Long> balances = new HashMap<>();
        private final List<Entry> entries = new ArrayList<>();
        private final List<Map<String, String>> details = new ArrayList<>();
        private Map<String, String> entry = facts;
        private Map<String, String> part = facts;
        private String currency = "";
        private int statements;
        private boolean mixed;

        Reader(ZoneId zone, int most) {
            this.zone = zone;
            this.most = most;
        }

        Reading read(InputStream in) throws XMLStreamException {
            var factory = XMLInputFactory.newFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            var xml = factory.createXMLStreamReader(in);
            var text = new StringBuilder();
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        text.setLength(0);
                        begin(xml);
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (text.length() < LONGEST_TEXT) {
                            text.append(xml.getText());
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        end(text.toString().strip());
                        text.setLength(0);
                        if (entries.size() > most) {
                            return new NotRead(BankFiles.Flaw.TOO_LONG);
                        }
                    }
                    default -> {}
                }
            }
            return result();
        }

        private void begin(XMLStreamReader xml) {
            var name = xml.getLocalName();
            path.addLast(name);
            switch (name) {
                case "Stmt" -> statements++;
                case "Bal" -> part = new HashMap<>();
                case "Ntry" -> {
                    entry = new HashMap<>();
                    part = entry;
                    details.clear();
                }
                case "TxDtls" -> part = new HashMap<>();
                case "Amt" -> {
                    if (isIn("Bal", 1) || isIn("Ntry", 1)) {
                        var ccy = String.valueOf(xml.getAttributeValue(null, "Ccy"));
                        mixed |= !currency.isEmpty() && !currency.equals(ccy);
                        currency = ccy;
                    }
                }
                default -> {}
            }
        }

        private void end(String text) {
            var name = path.removeLast();
            switch (name) {
                case "Bal" -> {
                    balances.put(part.getOrDefault("CdOrPrtry/Cd", ""), signed(part, "Bal", part));
                    part = facts;
                }
                case "TxDtls" -> {
                    details.add(part);
                    part = entry;
                }
                case "Ntry" -> {
                    var state = part.getOrDefault("Sts/Cd", part.getOrDefault("Ntry/Sts", ""));
                    if (state.equals("BOOK")) {
                        booked();
                    }
                    part = facts;
                }
                default -> {
                    if (!text.isEmpty()) {
                        part.putIfAbsent(path.peekLast() + "/" + name, text);
                    }
                }
            }
        }

        /// One entry, or each payment of a batch that the bank booked as one.
        private void booked() {
            var at =
                    entry.containsKey("BookgDt/DtTm")
                            ? time(entry.get("BookgDt/DtTm"))
                            : day(entry.getOrDefault("BookgDt/Dt", ""));
            if (details.size() > 1) {
                for (var detail : details) {
                    entries.add(new Entry(reference(detail), signed(detail, "TxDtls", entry), at));
                }
            } else {
                var detail = details.isEmpty() ? entry : details.getFirst();
                entries.add(new Entry(reference(detail), signed(entry, "Ntry", entry), at));
            }
        }

        private String reference(Map<String, String> detail) {
            var reference =
                    detail.getOrDefault(
                            "Refs/EndToEndId",
                            entry.getOrDefault(
                                    "Ntry/AcctSvcrRef",
                                    entry.getOrDefault("Ntry/NtryRef", "NOTPROVIDED")));
            if (reference.length() > LONGEST_REFERENCE) {
                throw new IllegalArgumentException("A reference is too long");
            }
            return reference;
        }

        private long signed(Map<String, String> of, String in, Map<String, String> otherwise) {
            var digits = new BigDecimal(of.getOrDefault(in + "/Amt", ""));
            int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
            long minor = digits.movePointRight(decimals).longValueExact();
            var direction =
                    of.getOrDefault(
                            in + "/CdtDbtInd", otherwise.getOrDefault("Ntry/CdtDbtInd", ""));
            return switch (direction) {
                case "CRDT" -> minor;
                case "DBIT" -> Math.negateExact(minor);
                default -> throw new IllegalArgumentException("Neither credit nor debit");
            };
        }

        private Reading result() {
            if (statements != 1 || mixed) {
                return new NotRead(
                        statements == 0
                                ? BankFiles.Flaw.NOT_A_STATEMENT
                                : BankFiles.Flaw.SEVERAL_ACCOUNTS);
            }
            // A line that moves no money cannot be missing.
            entries.removeIf(one -> one.amount() == 0);
            var file =
                    new BankFile(
                            facts.getOrDefault("Stmt/Id", ""),
                            Currency.getInstance(currency),
                            time(facts.getOrDefault("FrToDt/FrDtTm", "")),
                            time(facts.getOrDefault("FrToDt/ToDtTm", "")),
                            balances.getOrDefault("OPBD", balances.getOrDefault("PRCD", 0L)),
                            balances.getOrDefault("CLBD", Long.MIN_VALUE),
                            List.copyOf(entries));
            boolean whole = !file.message.isEmpty() && file.message.length() <= 35;
            if (!whole || !file.until.isAfter(file.since)) {
                return new NotRead(BankFiles.Flaw.NOT_A_STATEMENT);
            }
            long sum = entries.stream().mapToLong(Entry::amount).reduce(0, Math::addExact);
            return Math.addExact(file.opening, sum) == file.closing
                    ? new Read(file)
                    : new NotRead(BankFiles.Flaw.DOES_NOT_ADD_UP);
        }

        private boolean isIn(String name, int up) {
            return path.size() > up
                    && path.stream()
                            .skip(path.size() - 1L - up)
                            .findFirst()
                            .orElse("")
                            .equals(name);
        }

        private Instant time(String text) {
            return text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        }

        private Instant day(String text) {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        }
    }
}
