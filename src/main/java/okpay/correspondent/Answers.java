package okpay.correspondent;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/// The correspondent's side of ISO 20022, written and read apart from OKPay's: a pretend bank that
/// shares our code would share our mistakes.
final class Answers {

    private static final Pattern ACCOUNT =
            Pattern.compile("<CdtrAcct><Id>(?:<IBAN>|<Othr><Id>)([^<]+)<");

    private static final Pattern AMOUNT =
            Pattern.compile("<IntrBkSttlmAmt Ccy=\"([A-Z]{3})\">([0-9.]+)<");

    private Answers() {}

    static String status(String reference, String status, String reason) {
        var why =
                reason.isEmpty()
                        ? ""
                        : "<StsRsnInf><Rsn><%1$s>%2$s</%1$s></Rsn></StsRsnInf>"
                                .formatted(reason.startsWith("G0") ? "Prtry" : "Cd", reason);
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10"><FIToFIPmtStsRpt>\
        <GrpHdr><MsgId>%1$s</MsgId><CreDtTm>2026-01-01T00:00:00Z</CreDtTm></GrpHdr>\
        <TxInfAndSts><OrgnlEndToEndId>%1$s</OrgnlEndToEndId><TxSts>%2$s</TxSts>%3$s\
        </TxInfAndSts></FIToFIPmtStsRpt></Document>
        """
                .formatted(reference, status, why);
    }

    /// @param amount `121.34 EUR`
    /// @param kept what banks on the way kept of it
    static String returned(String reference, String amount, String kept, String reason) {
        var parts = amount.split(" ", 2);
        var came = new BigDecimal(parts[0]).subtract(new BigDecimal(kept));
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.09"><PmtRtr>\
        <GrpHdr><MsgId>%1$s</MsgId><CreDtTm>2026-01-01T00:00:00Z</CreDtTm>\
        <NbOfTxs>1</NbOfTxs><SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf></GrpHdr>\
        <TxInf><OrgnlEndToEndId>%1$s</OrgnlEndToEndId>\
        <RtrdIntrBkSttlmAmt Ccy="%4$s">%3$s</RtrdIntrBkSttlmAmt>\
        <RtrRsnInf><Rsn><Cd>%2$s</Cd></Rsn></RtrRsnInf></TxInf></PmtRtr></Document>
        """
                .formatted(reference, reason, came.toPlainString(), parts[1]);
    }

    /// @param answer CNCL or RJCR
    static String recall(String reference, String answer) {
        var why =
                answer.equals("RJCR")
                        ? "<CxlStsRsnInf><Rsn><Cd>CUST</Cd></Rsn></CxlStsRsnInf>"
                        : "";
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.029.001.09"><RsltnOfInvstgtn>\
        <Assgnmt><Id>%1$s</Id></Assgnmt><Sts><Conf>%2$s</Conf></Sts>\
        <CxlDtls><TxInfAndSts><OrgnlEndToEndId>%1$s</OrgnlEndToEndId>%3$s</TxInfAndSts>\
        </CxlDtls></RsltnOfInvstgtn></Document>
        """
                .formatted(reference, answer, why);
    }

    static String find(String message, String element) {
        var found = Pattern.compile("<" + element + ">([^<]+)<").matcher(message);
        return found.find() ? found.group(1) : "";
    }

    static String amount(String message) {
        var found = AMOUNT.matcher(message);
        return found.find() ? found.group(2) + " " + found.group(1) : "";
    }

    static String account(String message) {
        var found = ACCOUNT.matcher(message);
        return found.find() ? found.group(1) : "";
    }
}
