package okpay.messengers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a text message centre tells of itself: what became of a message (SMPP 3.4, appendix B), and
/// what people write.
class Receipts {

    private static final Logger log = LoggerFactory.getLogger(Receipts.class);
    private static final byte DELIVERED = 2;
    private static final byte UNDELIVERABLE = 5;
    private static final byte RECEIPT = 0x04;

    void tell(SMPPServerSession to, String about, String id, boolean arrived) {
        var words =
                "id:%s sub:001 dlvrd:%s submit date:2611010800 done date:2611010800 stat:%s err:%s text:"
                        .formatted(
                                id,
                                arrived ? "001" : "000",
                                arrived ? "DELIVRD" : "UNDELIV",
                                arrived ? "000" : "001");
        deliver(
                to,
                about,
                words.getBytes(StandardCharsets.US_ASCII),
                new ESMClass(RECEIPT),
                new OptionalParameter.Receipted_message_id(id),
                new OptionalParameter.Message_state(arrived ? DELIVERED : UNDELIVERABLE));
    }

    boolean deliver(SMPPServerSession to, String from, String words) {
        return deliver(to, from, words.getBytes(StandardCharsets.ISO_8859_1), new ESMClass());
    }

    private static boolean deliver(
            SMPPServerSession to,
            String from,
            byte[] words,
            ESMClass kind,
            OptionalParameter... more) {
        try {
            to.deliverShortMessage(
                    "",
                    TypeOfNumber.INTERNATIONAL,
                    NumberingPlanIndicator.ISDN,
                    from,
                    TypeOfNumber.ALPHANUMERIC,
                    NumberingPlanIndicator.UNKNOWN,
                    "OKPay",
                    kind,
                    (byte) 0,
                    (byte) 0,
                    new RegisteredDelivery(0),
                    DataCodings.newInstance((byte) 3),
                    words,
                    more);
            return true;
        } catch (PDUException
                | ResponseTimeoutException
                | InvalidResponseException
                | NegativeResponseException
                | IOException e) {
            log.info("OKPay does not hear a text message centre: {}", e.toString());
            return false;
        }
    }
}
