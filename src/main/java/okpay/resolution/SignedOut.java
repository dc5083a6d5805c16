package okpay.resolution;

import java.util.List;
import java.util.Optional;
import okpay.feedback.Surveys;
import okpay.identity.Courier;
import okpay.identity.Customers;
import okpay.identity.Letter;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Contacts;
import okpay.support.Conversations;
import okpay.support.Message;
import okpay.support.Reference;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Help for somebody who cannot sign in. If the handle is a customer's, their words come to a
/// person, marked as nobody's for certain; what the person answers goes to every phone number and
/// e-mail address we know of the customer, and nowhere else.
@Component
public class SignedOut {

    static final String ABOUT = "sign-in";

    private final Contacts contacts;
    private final Customers customers;
    private final Cases cases;
    private final Conversations conversations;
    private final Resolutions resolutions;
    private final Courier courier;
    private final Surveys surveys;

    SignedOut(
            Contacts contacts,
            Customers customers,
            Cases cases,
            Conversations conversations,
            Resolutions resolutions,
            Courier courier,
            Surveys surveys) {
        this.surveys = surveys;
        this.contacts = contacts;
        this.customers = customers;
        this.cases = cases;
        this.conversations = conversations;
        this.resolutions = resolutions;
        this.courier = courier;
    }

    @ApplicationModuleListener
    void on(Contacts.ContactAsked news) {
        var contact = contacts.find(news.contact());
        var customer = contact.flatMap(it -> customers.of(it.handle()));
        if (customer.isEmpty()) {
            return;
        }
        var id = customer.get().id();
        var one = cases.open(id, Reference.to(ABOUT, id));
        cases.lock(one.id());
        conversations.say(
                one.conversation(),
                Body.Words.of("chat.signed.out", contact.get().handle(), contact.get().words()),
                "contact:" + news.contact());
        resolutions.handOver(one);
    }

    /// Somebody has answered.
    void answered(Case one, Message message) {
        if (isSignedOut(one)) {
            wordsOfAgent(message).ifPresent(words -> carry(one, words));
        }
    }

    private void carry(Case one, String words) {
        var customer = customers.find(one.customer()).orElseThrow();
        customer.handles()
                .forEach(to ->
                        courier.carry(
                                new Letter(
                                        Letter.Kind.SUPPORT_REPLY,
                                        to,
                                        customer.language(),
                                        List.of(one.number(), words),
                                        Optional.empty())));
    }

    /// Whoever cannot sign in is asked by a letter how it went.
    @ApplicationModuleListener
    void on(Surveys.SurveyAsked news) {
        cases.find(news.of())
                .filter(SignedOut::isSignedOut)
                .ifPresent(one -> surveys.link(one.id()).ifPresent(link -> ask(one, link)));
    }

    private void ask(Case one, String link) {
        var customer = customers.find(one.customer()).orElseThrow();
        customer.handles()
                .forEach(to ->
                        courier.carry(
                                new Letter(
                                        Letter.Kind.HOW_IT_WENT,
                                        to,
                                        customer.language(),
                                        List.of(one.number(), link),
                                        Optional.empty())));
    }

    /// What we say there leaves as letters, to every way we know of the customer.
    public static boolean isSignedOut(Case one) {
        return one.about().kind().equals(ABOUT);
    }

    private static Optional<String> wordsOfAgent(Message message) {
        return message.author() instanceof Author.OfAgent
                        && message.body() instanceof Body.Text(var text)
                ? Optional.of(text)
                : Optional.empty();
    }
}
