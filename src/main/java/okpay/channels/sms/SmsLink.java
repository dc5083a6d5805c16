package okpay.channels.sms;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import okpay.channels.Channel;
import okpay.channels.Returns;
import okpay.messengers.TextCenter;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameters;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.util.InvalidDeliveryReceiptException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/// The connection to the text message centre. It is made anew when it ends, and hears what became
/// of each message; what we cannot write down now the centre tells again.
@Component
@EnableConfigurationProperties(SmsSettings.class)
@ConditionalOnExpression(SmsLink.CONNECTED)
class SmsLink implements MessageReceiverListener, DisposableBean {

    static final String CONNECTED =
            "environment.getProperty('okpay.channels.sms.smpp', '') != ''"
                    + " or environment.getProperty('okpay.channels.sms.in-house') == 'true'";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration ENQUIRE = Duration.ofSeconds(15);
    private static final int PORT = 2775;

    private final SmsSettings settings;
    private final ObjectProvider<TextCenter> pretended;
    private final Returns returns;
    private final Unasked unasked;
    private @Nullable SMPPSession session;

    SmsLink(
            SmsSettings settings,
            ObjectProvider<TextCenter> pretended,
            Returns returns,
            Unasked unasked) {
        this.settings = settings;
        this.pretended = pretended;
        this.returns = returns;
        this.unasked = unasked;
    }

    /// The connection there is, or a new one.
    ///
    /// @throws IOException the centre is not there, or does not let us in
    synchronized SMPPSession session() throws IOException {
        var there = session;
        if (there != null && there.getSessionState().isTransmittable()) {
            return there;
        }
        close();
        session = open(center());
        return session;
    }

    private SMPPSession open(URI center) throws IOException {
        var fresh = new SMPPSession(new Sockets("smpps".equals(center.getScheme()), PATIENCE));
        fresh.setTransactionTimer(PATIENCE.toMillis());
        fresh.setEnquireLinkTimer((int) ENQUIRE.toMillis());
        fresh.setMessageReceiverListener(this);
        var user = center.getUserInfo() == null ? "" : center.getUserInfo();
        int colon = user.indexOf(':');
        boolean isBound = false;
        try {
            fresh.connectAndBind(
                    center.getHost(),
                    center.getPort() < 0 ? PORT : center.getPort(),
                    new BindParameter(
                            BindType.BIND_TRX,
                            colon < 0 ? user : user.substring(0, colon),
                            colon < 0 ? "" : user.substring(colon + 1),
                            "",
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            ""),
                    PATIENCE.toMillis());
            isBound = true;
            return fresh;
        } finally {
            if (!isBound) {
                fresh.close();
            }
        }
    }

    /// Nobody answers there: the next one who wants it gets a new one.
    synchronized void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private URI center() {
        if (!settings.inHouse()) {
            return settings.smpp().orElseThrow();
        }
        var there = pretended.getObject().access();
        return URI.create(
                "smpp://" + there.user() + ":" + there.password() + "@127.0.0.1:" + there.port());
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm news) throws ProcessRequestException {
        try {
            if (news.isSmscDeliveryReceipt()) {
                receipt(news);
            } else {
                unasked.keep(news);
            }
        } catch (InvalidDeliveryReceiptException _) {
            // What cannot be read will not be read the next time.
        } catch (RuntimeException _) {
            throw new ProcessRequestException("not now", SMPPConstant.STAT_ESME_RX_T_APPN);
        }
    }

    /// As its own fields say it, else as its words do.
    private void receipt(DeliverSm news) throws InvalidDeliveryReceiptException {
        var id =
                OptionalParameters.get(
                        OptionalParameter.Receipted_message_id.class, news.getOptionalParameters());
        var state =
                OptionalParameters.get(
                        OptionalParameter.Message_state.class, news.getOptionalParameters());
        if (id != null && state != null) {
            settle(id.getValueAsString(), state.getValue());
        } else {
            var read = news.getShortMessageAsDeliveryReceipt();
            settle(read.getId(), read.getFinalStatus().value() + 1);
        }
    }

    /// @param state as in SMPP 3.4, 5.2.28; those that are not final do not matter
    private void settle(String id, int state) {
        switch (state) {
            case 2 -> returns.arrived(Channel.SMS, id);
            case 3 -> returns.returned(Channel.SMS, id, "EXPIRED");
            case 4 -> returns.returned(Channel.SMS, id, "DELETED");
            case 5 -> returns.returned(Channel.SMS, id, "UNDELIVERABLE");
            case 8 -> returns.returned(Channel.SMS, id, "REJECTED");
            default -> {}
        }
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification news) {}

    @Override
    public DataSmResult onAcceptDataSm(DataSm sent, Session from) throws ProcessRequestException {
        throw new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
    }

    @Override
    public synchronized void destroy() {
        if (session != null) {
            session.unbindAndClose();
            session = null;
        }
    }
}
