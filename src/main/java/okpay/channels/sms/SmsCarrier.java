package okpay.channels.sms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import okpay.channels.Carrier;
import okpay.channels.Channel;
import okpay.channels.Envelope;
import okpay.channels.Pulse;
import okpay.identity.Customer;
import okpay.identity.PhoneNumber;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.DataCoding;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPSession;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Sends text messages. One of which it is not known whether the centre has it is not sent a second
/// time where another way is left: people take a doubled message for a fraud.
@Component
@ConditionalOnExpression(SmsLink.CONNECTED)
class SmsCarrier implements Carrier {

    static final String LANE = "sms.out";

    /// What fits into one message of the air; longer ones go as `message_payload`, which the centre
    /// takes apart.
    private static final int SHORT = 140;

    /// Numbers that are only known here are shorter than any of the world.
    private static final int SHORT_CODE = 8;

    /// Longer ones in China begin so.
    private static final String CHINA = "106";

    /// The centre, or the way to it, has too much to do, or is not well.
    private static final Set<Integer> LATER =
            Set.of(
                    SMPPConstant.STAT_ESME_RTHROTTLED,
                    SMPPConstant.STAT_ESME_RMSGQFUL,
                    SMPPConstant.STAT_ESME_RSYSERR,
                    SMPPConstant.STAT_ESME_RX_T_APPN,
                    SMPPConstant.STAT_ESME_RINVBNDSTS);

    private final SmsLink link;
    private final SmsSettings settings;
    private final Pulse pulse;

    SmsCarrier(SmsLink link, SmsSettings settings, Pulse pulse) {
        this.link = link;
        this.settings = settings;
        this.pulse = pulse;
    }

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    @Override
    public List<String> addresses(Customer customer) {
        return customer.phone().map(PhoneNumber::e164).stream().toList();
    }

    @Override
    public void carry(Iterable<Envelope> envelopes, Consumer<Result> told) {
        envelopes.forEach(it -> told.accept(carry(it)));
    }

    private Result carry(Envelope envelope) {
        if (envelope.orphan() && !envelope.alone()) {
            return new Result.Sent(envelope, "");
        }
        try {
            var ref = submit(link.session(), envelope);
            pulse.beat(LANE, Pulse.PATIENCE);
            return new Result.Sent(envelope, ref);
        } catch (NegativeResponseException e) {
            var why = "SMPP 0x%08X".formatted(e.getCommandStatus());
            return LATER.contains(e.getCommandStatus())
                    ? new Result.Later(envelope, why)
                    : new Result.Never(envelope, why);
        } catch (PDUException e) {
            return new Result.Never(envelope, String.valueOf(e.getMessage()));
        } catch (ResponseTimeoutException | InvalidResponseException e) {
            link.close();
            pulse.failed(LANE, e.toString());
            return unknown(envelope, e);
        } catch (IOException e) {
            pulse.failed(LANE, e.toString());
            return new Result.Later(envelope, String.valueOf(e.getMessage()));
        }
    }

    /// A code, a warning, or what has no other way left is better said twice than never.
    private static Result unknown(Envelope envelope, Exception e) {
        return envelope.alone()
                ? new Result.Later(envelope, String.valueOf(e.getMessage()))
                : new Result.Sent(envelope, "");
    }

    private String submit(SMPPSession session, Envelope it)
            throws PDUException,
                    ResponseTimeoutException,
                    InvalidResponseException,
                    NegativeResponseException,
                    IOException {
        var words = it.body();
        boolean isPlain = StandardCharsets.ISO_8859_1.newEncoder().canEncode(words);
        var bytes =
                words.getBytes(isPlain ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16BE);
        boolean isShort = bytes.length <= SHORT;
        return session.submitShortMessage(
                        "",
                        kindOfSender(),
                        kindOfSender() == TypeOfNumber.INTERNATIONAL
                                ? NumberingPlanIndicator.ISDN
                                : NumberingPlanIndicator.UNKNOWN,
                        settings.from(),
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        it.address().replace("+", ""),
                        new ESMClass(),
                        (byte) 0,
                        (byte) 1,
                        "",
                        validity(it.lasts()),
                        new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
                        (byte) 0,
                        coding(isPlain),
                        (byte) 0,
                        isShort ? bytes : new byte[0],
                        isShort
                                ? new OptionalParameter[0]
                                : new OptionalParameter[] {
                                    new OptionalParameter.Message_payload(bytes)
                                })
                .getMessageId();
    }

    /// After that time the centre tries no more (SMPP 3.4, 7.1.1: relative).
    private static String validity(Duration lasts) {
        return "0000%02d%02d%02d%02d000R"
                .formatted(
                        lasts.toDays(),
                        lasts.toHoursPart(),
                        lasts.toMinutesPart(),
                        lasts.toSecondsPart());
    }

    private static DataCoding coding(boolean isPlain) {
        return new GeneralDataCoding(isPlain ? Alphabet.ALPHA_LATIN1 : Alphabet.ALPHA_UCS2);
    }

    private boolean isNumber() {
        return settings.from().chars().allMatch(Character::isDigit);
    }

    private TypeOfNumber kindOfSender() {
        if (!isNumber()) {
            return TypeOfNumber.ALPHANUMERIC;
        }
        return settings.from().length() <= SHORT_CODE || settings.from().startsWith(CHINA)
                ? TypeOfNumber.NETWORK_SPECIFIC
                : TypeOfNumber.INTERNATIONAL;
    }

    /// Whether the centre can be reached is seen before a message waits for it.
    @Scheduled(fixedDelayString = "${okpay.channels.sms.watch-every:PT10S}")
    void watch() {
        try {
            link.session();
            pulse.beat(LANE, Pulse.PATIENCE);
        } catch (IOException e) {
            pulse.failed(LANE, e.toString());
        }
    }
}
