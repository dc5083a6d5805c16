package okpay.web.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import okpay.drafting.Drafter;
import okpay.drafting.Source;
import okpay.help.Audience;
import okpay.help.HelpSearch;
import okpay.identity.Customers;
import okpay.resolution.Diagnoses;
import okpay.resolution.ReplyGuard;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Conversations;
import okpay.support.Message;
import okpay.support.Promise;
import okpay.support.Promises;
import okpay.web.Html;
import okpay.web.Page;
import okpay.web.Templates;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// A draft by a large model, for an agent who asks for one. It rests on articles customers may read
/// and on what the customer was told of the books, goes through the same guard as an agent's words,
/// and is put into the box: nobody but the agent sends it.
@Controller
class DraftPages {

    private static final int MESSAGES = 8;
    private static final int ARTICLES = 3;
    private static final int LONGEST_SOURCE = 1_500;

    private final DeskCases cases;
    private final Drafter drafter;
    private final ReplyGuard guard;
    private final HelpSearch search;
    private final Conversations conversations;
    private final Customers customers;
    private final Diagnoses diagnoses;
    private final Promises promises;
    private final CaseRows rows;
    private final Templates templates;

    DraftPages(
            DeskCases cases,
            Drafter drafter,
            ReplyGuard guard,
            HelpSearch search,
            Conversations conversations,
            Customers customers,
            Diagnoses diagnoses,
            Promises promises,
            CaseRows rows,
            Templates templates) {
        this.cases = cases;
        this.drafter = drafter;
        this.guard = guard;
        this.search = search;
        this.conversations = conversations;
        this.customers = customers;
        this.diagnoses = diagnoses;
        this.promises = promises;
        this.rows = rows;
        this.templates = templates;
    }

    @PostMapping("/console/cases/{id}/drafting")
    ResponseEntity<String> draft(@ModelAttribute("page") Page page, @PathVariable String id) {
        var one = cases.get(id);
        var customer = customers.find(one.customer()).orElseThrow();
        var reader = page.in(customer.language());
        var words = words(one);
        var wish =
                new Drafter.Wish(
                        reader.isChinese() ? "Chinese" : "English",
                        words,
                        sources(reader, one, words));
        return switch (drafter.draft(wish)) {
            case Drafter.Draft.Drafted(var text, var cited) -> {
                boolean isForbidden =
                        guard.check(one, text, page.zone()).stream()
                                .anyMatch(it -> it.kind().isForbidden());
                yield isForbidden
                        ? refused(page, Drafter.Reason.NOT_GROUNDED)
                        : answer(page, HttpStatus.OK, text, cited, Optional.empty());
            }
            case Drafter.Draft.NotDrafted(var reason) -> refused(page, reason);
        };
    }

    private ResponseEntity<String> refused(Page page, Drafter.Reason reason) {
        return answer(
                page,
                HttpStatus.UNPROCESSABLE_CONTENT,
                "",
                List.of(),
                Optional.of("drafting.refused." + reason));
    }

    private ResponseEntity<String> answer(
            Page page, HttpStatus status, String text, List<Source> cited, Optional<String> said) {
        var model = new HashMap<String, Object>();
        model.put("page", page);
        model.put("text", text);
        model.put("cited", cited);
        model.put("said", said);
        return Html.answer(status, templates.part("part/drafted", model));
    }

    private List<Drafter.Said> words(Case one) {
        long last = conversations.find(one.conversation()).orElseThrow().lastSeq();
        var said = new ArrayList<Drafter.Said>();
        for (var it : conversations.since(one.conversation(), Math.max(0, last - 4L * MESSAGES))) {
            if (it.body() instanceof Body.Text(var text)) {
                said.add(new Drafter.Said(isCustomers(it), text));
            }
        }
        return said.subList(Math.max(0, said.size() - MESSAGES), said.size());
    }

    private static boolean isCustomers(Message message) {
        return message.author() instanceof Author.OfCustomer;
    }

    private List<Source> sources(Page page, Case one, List<Drafter.Said> words) {
        var sources = new ArrayList<Source>();
        var facts = facts(page, one);
        if (!facts.isEmpty()) {
            sources.add(new Source(1, page.say("drafting.books"), facts, ""));
        }
        var question =
                words.stream()
                        .filter(Drafter.Said::byCustomer)
                        .map(Drafter.Said::text)
                        .reduce((_, later) -> later)
                        .orElse("");
        for (var hit : search.find(question, Audience.CUSTOMERS, ARTICLES).hits()) {
            var text =
                    hit.section()
                            .map(it -> it.heading() + " " + it.plain())
                            .orElse(hit.edition().wording().summary());
            sources.add(
                    new Source(
                            sources.size() + 1,
                            hit.edition().wording().title(),
                            text.substring(0, Math.min(text.length(), LONGEST_SOURCE)),
                            "/" + page.language() + "/help/" + hit.article().slug()));
        }
        return sources;
    }

    /// What the customer can see themselves.
    private String facts(Page page, Case one) {
        var facts = new ArrayList<String>();
        rows.paymentOf(one)
                .ifPresent(it -> {
                    facts.add(it.payeeName() + " " + page.money(it.amount()));
                    facts.add(page.say("state." + it.state()) + " " + page.moment(it.movedAt()));
                });
        diagnoses
                .latest(one.id())
                .ifPresent(it -> facts.add(page.say("cause." + it.verdict().cause())));
        promises.of(one.id()).stream()
                .filter(it -> it.state() == Promise.State.RUNNING)
                .map(it -> page.say("promise." + it.kind()) + " " + page.moment(it.due()))
                .forEach(facts::add);
        return facts.stream().collect(Collectors.joining("; "));
    }
}
