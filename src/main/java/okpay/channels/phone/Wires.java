package okpay.channels.phone;

import java.io.IOException;
import java.net.DatagramSocket;
import java.text.ParseException;
import java.util.Properties;
import java.util.TooManyListenersException;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The SIP stack at one port, and what is said over it.
final class Wires {

    private static final Logger log = LoggerFactory.getLogger(Wires.class);
    private static final String ALLOWED = "INVITE, ACK, BYE, CANCEL, OPTIONS, INFO";

    private final SipFactory factory = SipFactory.getInstance();
    private final SipStack stack;
    private final SipProvider provider;
    private final String contact;
    private final int port;

    /// @param announced where callers reach us
    /// @param asked 0 takes a free port
    Wires(String host, String announced, int asked, SipListener listener)
            throws SipException, InvalidArgumentException, TooManyListenersException, IOException {
        port = asked == 0 ? freePort() : asked;
        contact = "sip:okpay@" + announced + ":" + port;
        factory.setPathName("gov.nist");
        var properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "okpay-" + port);
        properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", QuietStack.class.getName());
        properties.setProperty("gov.nist.javax.sip.SERVER_LOGGER", QuietServer.class.getName());
        properties.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        properties.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "8");
        properties.setProperty("gov.nist.javax.sip.MAX_MESSAGE_SIZE", "16384");
        stack = factory.createSipStack(properties);
        provider = stack.createSipProvider(stack.createListeningPoint(host, port, "udp"));
        provider.addSipListener(listener);
        stack.start();
    }

    private static int freePort() throws IOException {
        try (var probe = new DatagramSocket(0)) {
            return probe.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    ServerTransaction transaction(RequestEvent event) throws SipException {
        var one = event.getServerTransaction();
        return one == null ? provider.getNewServerTransaction(event.getRequest()) : one;
    }

    void answer(RequestEvent event, int status)
            throws SipException, InvalidArgumentException, ParseException {
        transaction(event).sendResponse(response(event.getRequest(), status));
    }

    /// Whoever asks by the thousand is not remembered: asked again, it is answered again.
    void answerAndForget(RequestEvent event, int status) throws SipException, ParseException {
        provider.sendResponse(response(event.getRequest(), status));
    }

    /// We take the call, and say where we hear.
    void accept(ServerTransaction call, Request invitation, String sdp)
            throws SipException, InvalidArgumentException, ParseException {
        var headers = factory.createHeaderFactory();
        var response = response(invitation, Response.OK);
        response.addHeader(
                headers.createContactHeader(factory.createAddressFactory().createAddress(contact)));
        response.setContent(sdp, headers.createContentTypeHeader("application", "sdp"));
        call.sendResponse(response);
    }

    private Response response(Request request, int status) throws SipException, ParseException {
        var response = factory.createMessageFactory().createResponse(status, request);
        response.setHeader(factory.createHeaderFactory().createAllowHeader(ALLOWED));
        return response;
    }

    void bye(Dialog dialog) {
        try {
            var bye = dialog.createRequest(Request.BYE);
            dialog.sendRequest(provider.getNewClientTransaction(bye));
        } catch (SipException | RuntimeException e) {
            log.debug("The other side was gone when we hung up: {}", e.toString());
        }
    }

    void stop() {
        stack.stop();
    }
}
