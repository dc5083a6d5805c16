package okpay.reconciliation;

import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
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
/// @param account whose it is: the IBAN, or the bank's own number
/// @param opening minor units
record BankFile(
        String message,
        String account,
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

        /// What ISO 20022 says where there is no reference.
        private static final String NONE = "NOTPROVIDED";

        private final ZoneId zone;
        private final int most;
        private final Deque<String> path = new ArrayDeque<>();
        private final Map<String, String> facts = new HashMap<>();
        private final Map<String, Long> balances = new HashMap<>();
        private final Map<String, LocalDate> days = new HashMap<>();
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
                    var code = part.getOrDefault("CdOrPrtry/Cd", "");
                    balances.put(code, signed(part, "Bal"));
                    var day = part.getOrDefault("Dt/Dt", part.getOrDefault("Dt/DtTm", ""));
                    if (!day.isEmpty()) {
                        days.put(code, Times.day(day));
                    }
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

        /// One entry, or each payment of a batch that the bank booked as one, where it says what
        /// each of them was.
        private void booked() {
            boolean each = details.size() > 1 && details.stream().allMatch(Reader::hasAmount);
            if (each) {
                for (var detail : details) {
                    var in = detail.containsKey("TxDtls/Amt") ? "TxDtls" : "TxAmt";
                    add(reference(detail), signed(detail, in));
                }
            } else {
                var detail = details.size() == 1 ? details.getFirst() : entry;
                add(reference(detail), signed(entry, "Ntry"));
            }
        }

        private void add(String reference, long amount) {
            var moment = entry.get("BookgDt/DtTm");
            var day = entry.get("BookgDt/Dt");
            var at =
                    moment != null
                            ? Times.moment(moment, zone)
                            : day != null
                                    ? Times.day(day).atStartOfDay(zone).toInstant()
                                    : Instant.EPOCH;
            entries.add(new Entry(reference, amount, at));
        }

        private static boolean hasAmount(Map<String, String> detail) {
            return detail.containsKey("TxDtls/Amt") || detail.containsKey("TxAmt/Amt");
        }

        /// What both sides know a payment by; else the bank's own; else one that is nobody else's.
        private String reference(Map<String, String> detail) {
            var known = new ArrayList<String>();
            known.add(detail.getOrDefault("Refs/EndToEndId", NONE));
            known.add(detail.getOrDefault("Refs/AcctSvcrRef", NONE));
            known.add(details.size() > 1 ? NONE : entry.getOrDefault("Ntry/AcctSvcrRef", NONE));
            var own = "?" + (entries.size() + 1) + "/" + message();
            known.add(own.substring(0, Math.min(LONGEST_REFERENCE, own.length())));
            known.removeIf(NONE::equals);
            var reference = known.getFirst();
            if (reference.length() > LONGEST_REFERENCE) {
                throw new IllegalArgumentException("A reference is too long");
            }
            return reference;
        }

        private String message() {
            return facts.getOrDefault("Stmt/Id", "");
        }

        private long signed(Map<String, String> of, String in) {
            var digits = new BigDecimal(of.getOrDefault(in + "/Amt", ""));
            int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
            long minor = digits.movePointRight(decimals).longValueExact();
            var otherwise = entry.getOrDefault("Ntry/CdtDbtInd", "");
            var whose = in.equals("TxAmt") ? "TxDtls" : in;
            return switch (of.getOrDefault(whose + "/CdtDbtInd", otherwise)) {
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
                            message(),
                            facts.getOrDefault("Id/IBAN", facts.getOrDefault("Othr/Id", "")),
                            Currency.getInstance(currency),
                            since(),
                            until(),
                            balances.getOrDefault("OPBD", balances.getOrDefault("PRCD", 0L)),
                            balances.getOrDefault("CLBD", Long.MIN_VALUE),
                            List.copyOf(entries));
            boolean whole = !file.message.isEmpty() && file.message.length() <= 35;
            if (!whole || !file.until.isAfter(file.since())) {
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

        /// From when to when the bank says, or else the days of the two balances.
        private Instant since() {
            var said = facts.get("FrToDt/FrDtTm");
            if (said != null) {
                return Times.moment(said, zone);
            }
            return days.containsKey("OPBD")
                    ? dayOf("OPBD").atStartOfDay(zone).toInstant()
                    : dayOf("PRCD").plusDays(1).atStartOfDay(zone).toInstant();
        }

        private Instant until() {
            var said = facts.get("FrToDt/ToDtTm");
            return said != null
                    ? Times.end(said, zone)
                    : dayOf("CLBD").plusDays(1).atStartOfDay(zone).toInstant();
        }

        private LocalDate dayOf(String balance) {
            var day = days.get(balance);
            if (day == null) {
                throw new IllegalArgumentException("No day");
            }
            return day;
        }
    }
}
