package okpay.abroad;

import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import okpay.abroad.Stage.Kind;
import okpay.money.Money;
import okpay.wallet.Rail.Answer;
import okpay.wallet.Rail.Why;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/// Reads what a correspondent writes: the status of a payment (pacs.002), the answer to a recall
/// (camt.029), and a payment that came back (pacs.004), of any version.
final class MessageReader {

    private static final int LONGEST = 100_000;

    private MessageReader() {}

    /// @param reference the end-to-end identification we gave the payment
    /// @param returned what came back, when something did
    /// @param reason a code; empty when none is given
    record Report(
            String reference,
            Optional<Kind> stage,
            String reason,
            Answer answer,
            Optional<Money> returned) {}

    static Optional<Report> read(String message) {
        if (message.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var document = parse(message);
            // One message about many payments is for a program that reads batches.
            if (document.getElementsByTagNameNS("*", "OrgnlEndToEndId").getLength() != 1) {
                return Optional.empty();
            }
            var reference = text(document, "OrgnlEndToEndId");
            var reason = reason(document);
            return switch (body(document)) {
                case "FIToFIPmtStsRpt" -> status(reference, text(document, "TxSts"), reason);
                case "RsltnOfInvstgtn" -> recall(reference, text(document, "Conf"), reason);
                case "PmtRtr" ->
                        returned(document)
                                .map(came ->
                                        new Report(
                                                reference,
                                                Optional.of(Kind.RETURNED),
                                                reason,
                                                new Answer.Returned(reason),
                                                Optional.of(came)));
                default -> Optional.empty();
            };
        } catch (SAXException | IOException | ParserConfigurationException _) {
            return Optional.empty();
        }
    }

    private static Optional<Report> status(String reference, String status, String reason) {
        var working = new Answer.Unclear(Why.PENDING);
        return switch (status) {
            case "ACTC", "ACCP", "RCVD" -> report(reference, Kind.ACCEPTED, reason, working);
            // Settled between banks is not yet with the beneficiary.
            case "ACSP", "ACSC" -> report(reference, Kind.PASSED_ON, reason, working);
            case "PDNG" -> report(reference, Kind.WAITING, reason, working);
            case "ACCC" -> report(reference, Kind.CREDITED, reason, new Answer.Succeeded());
            case "RJCT" -> report(reference, Kind.REJECTED, reason, new Answer.Failed(reason));
            case "CANC" -> report(reference, Kind.RECALLED, reason, new Answer.Failed("RECALLED"));
            default -> Optional.empty();
        };
    }

    private static Optional<Report> recall(String reference, String answer, String reason) {
        return switch (answer) {
            case "CNCL" -> report(reference, Kind.RECALLED, reason, new Answer.Failed("RECALLED"));
            case "RJCR" ->
                    report(reference, Kind.RECALL_REFUSED, reason, new Answer.Unclear(Why.PENDING));
            case "PDCR" ->
                    Optional.of(
                            new Report(
                                    reference,
                                    Optional.empty(),
                                    reason,
                                    new Answer.Unclear(Why.PENDING),
                                    Optional.empty()));
            default -> Optional.empty();
        };
    }

    private static Optional<Report> report(
            String reference, Kind kind, String reason, Answer answer) {
        return Optional.of(
                new Report(reference, Optional.of(kind), reason, answer, Optional.empty()));
    }

    private static Optional<Money> returned(Document document) {
        var found = document.getElementsByTagNameNS("*", "RtrdIntrBkSttlmAmt");
        if (found.getLength() != 1 || !(found.item(0) instanceof Element amount)) {
            return Optional.empty();
        }
        try {
            var text = amount.getTextContent().strip() + " " + amount.getAttribute("Ccy");
            return Optional.of(Money.parse(text)).filter(Money::isPositive);
        } catch (IllegalArgumentException | ArithmeticException _) {
            return Optional.empty();
        }
    }

    private static String body(Document document) {
        var children = document.getDocumentElement().getElementsByTagNameNS("*", "*");
        return children.getLength() == 0 ? "" : children.item(0).getLocalName();
    }

    private static String reason(Document document) {
        var reasons = document.getElementsByTagNameNS("*", "Rsn");
        var found = reasons.getLength() == 0 ? "" : reasons.item(0).getTextContent().strip();
        return found.length() <= 35 ? found : found.substring(0, 35);
    }

    private static String text(Document document, String name) {
        var found = document.getElementsByTagNameNS("*", name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    /// Nothing is fetched, and nothing grows: no document types, no entities.
    private static Document parse(String message)
            throws ParserConfigurationException, SAXException, IOException {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(new Silent());
        return builder.parse(new InputSource(new StringReader(message)));
    }

    /// The JDK's own would write to the console.
    private static final class Silent implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
