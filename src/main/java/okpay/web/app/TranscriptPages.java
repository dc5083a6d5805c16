package okpay.web.app;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import okpay.identity.Agent;
import okpay.identity.Agents;
import okpay.identity.Brake;
import okpay.identity.Courier;
import okpay.identity.Handle;
import okpay.identity.Letter;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Message;
import okpay.web.Html;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// What was said, by e-mail, for the customer's own papers.
@Controller
class TranscriptPages {

    private final Cases cases;
    private final Conversations conversations;
    private final Agents agents;
    private final Courier courier;
    private final TransactionTemplate transaction;
    private final Brake often = new Brake(3, Duration.ofHours(1));

    TranscriptPages(
            Cases cases,
            Conversations conversations,
            Agents agents,
            Courier courier,
            TransactionTemplate transaction) {
        this.cases = cases;
        this.conversations = conversations;
        this.agents = agents;
        this.courier = courier;
        this.transaction = transaction;
    }

    @PostMapping("/app/cases/{id}/transcript")
    ResponseEntity<String> send(@ModelAttribute("page") Page page, @PathVariable String id) {
        var one =
                CaseId.read(id)
                        .flatMap(it -> cases.find(it, page.customer().id()))
                        .map(cases::root)
                        .orElseThrow(Problems.NotFound::new);
        var mail = page.customer().email();
        if (mail.isEmpty()) {
            return refused(page, "transcript.no.email");
        }
        if (often.isWornOut(one.id().toString())) {
            return refused(page, "transcript.too.often");
        }
        var words =
                conversations.all(one.conversation(), 0).stream()
                        .flatMap(it -> line(page, it).stream())
                        .collect(Collectors.joining("\n"));
        transaction.executeWithoutResult(_ ->
                courier.carry(
                        new Letter(
                                Letter.Kind.TRANSCRIPT,
                                new Handle.Email(mail.get()),
                                page.customer().language(),
                                List.of(one.number(), words),
                                Optional.empty())));
        return Html.answer(HttpStatus.OK, page.say("transcript.sent", mail.get().masked()));
    }

    private static ResponseEntity<String> refused(Page page, String why) {
        return Html.answer(HttpStatus.UNPROCESSABLE_CONTENT, page.say(why));
    }

    private Optional<String> line(Page page, Message message) {
        var who =
                switch (message.author()) {
                    case Author.OfCustomer _ -> page.customer().name();
                    case Author.OfAgent(var agent) ->
                            agents.find(agent).map(Agent::name).orElse("OKPay");
                    case Author.Okpay _ -> "OKPay";
                };
        var said =
                switch (message.body()) {
                    case Body.Text(var text) -> text;
                    case Body.Words words -> {
                        var told = words.forCustomer();
                        yield page.say(told.key(), told.arguments());
                    }
                    case Body.TakenBack _ -> page.say("chat.taken.back");
                    case Body.Erased _ -> page.say("chat.erased");
                    case Body.Shown _ -> "";
                };
        return said.isBlank()
                ? Optional.empty()
                : Optional.of(page.moment(message.at()) + "  " + who + ": " + said);
    }
}
