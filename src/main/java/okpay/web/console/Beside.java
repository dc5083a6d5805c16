package okpay.web.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.casework.Causes;
import okpay.desk.Reveals;
import okpay.errors.ShownErrors;
import okpay.feedback.Surveys;
import okpay.identity.Customers;
import okpay.identity.Sessions;
import okpay.ledger.Proposal;
import okpay.ledger.Proposals;
import okpay.ledger.Statements;
import okpay.resolution.Diagnoses;
import okpay.support.Case;
import okpay.support.CaseFilter;
import okpay.support.CaseLists;
import okpay.support.Cases;
import okpay.support.Loads;
import okpay.support.Reports;
import okpay.wallet.Freezes;
import okpay.wallet.Payment;
import okpay.wallet.Payments;
import okpay.wallet.Refunds;
import okpay.wallet.Wallets;
import okpay.web.LiveStreams.Part;
import okpay.web.Manners;
import okpay.web.Page;
import okpay.web.Templates;
import org.springframework.stereotype.Component;

/// The pane beside the words: the person (masked), the money, the evidence, and the next right
/// step.
@Component
class Beside {

    private final Templates templates;
    private final CaseRows rows;
    private final Customers customers;
    private final Sessions sessions;
    private final Wallets wallets;
    private final Payments payments;
    private final Statements statements;
    private final Diagnoses diagnoses;
    private final Proposals proposals;
    private final Cases cases;
    private final CaseLists lists;
    private final Reveals reveals;
    private final Reports reports;
    private final Surveys surveys;
    private final Freezes freezes;
    private final Listening listening;
    private final Causes causes;
    private final Loads loads;
    private final Manners manners;
    private final ShownErrors errors;
    private final Clock clock;
    private final Cache<String, Figures> figures =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(30)).build();

    Beside(
            Templates templates,
            CaseRows rows,
            Customers customers,
            Sessions sessions,
            Wallets wallets,
            Payments payments,
            Statements statements,
            Diagnoses diagnoses,
            Proposals proposals,
            Cases cases,
            CaseLists lists,
            Reveals reveals,
            Reports reports,
            Surveys surveys,
            Freezes freezes,
            Listening listening,
            Causes causes,
            Loads loads,
            Manners manners,
            ShownErrors errors,
            Clock clock) {
        this.templates = templates;
        this.rows = rows;
        this.customers = customers;
        this.sessions = sessions;
        this.wallets = wallets;
        this.payments = payments;
        this.statements = statements;
        this.diagnoses = diagnoses;
        this.proposals = proposals;
        this.cases = cases;
        this.lists = lists;
        this.reveals = reveals;
        this.reports = reports;
        this.surveys = surveys;
        this.freezes = freezes;
        this.listening = listening;
        this.causes = causes;
        this.loads = loads;
        this.manners = manners;
        this.errors = errors;
        this.clock = clock;
    }

    /// Counted at most twice a minute: they stand on a page that is opened all day.
    Figures figures() {
        return figures.get("", _ -> count());
    }

    private Figures count() {
        var since = clock.instant().minus(Duration.ofDays(30));
        var kept = reports.keptSince(since);
        var mood = surveys.moodSince(since);
        long ended = kept.kept() + kept.missed();
        return new Figures(
                loads.open(),
                ended == 0 ? 100 : kept.kept() * 100 / ended,
                mood.answers(),
                mood.average());
    }

    long proposalsWaiting() {
        return proposals.open(100).size();
    }

    /// How many proposals wait, in the bar above every page of the desk.
    Part badge() {
        return new Part(
                "waiting", templates.part("part/badge", Map.of("waiting", proposalsWaiting())), 0);
    }

    /// The reader's own open cases, and the one that is on the screen.
    Part mine(Page page, Case one) {
        var own = CaseFilter.ALL.of(page.agent().id()).open(true);
        var list = new ArrayList<>(lists.list(own, 25, 0));
        if (list.stream().noneMatch(it -> it.id().equals(one.id()))) {
            list.addFirst(one);
        }
        var model = Map.<String, Object>of("page", page, "one", one, "mine", rows.of(list));
        return new Part("mine-list", templates.part("part/mine-list", model), 0);
    }

    /// What the customer's words are about, and their tones.
    Part said(Page page, Case one) {
        var model =
                Map.<String, Object>of(
                        "page", page, "said", listening.of(one), "site", manners.site());
        return new Part("said", templates.part("part/said", model), 0);
    }

    Part part(Page page, Case one, Optional<String> refusal) {
        var payment = rows.paymentOf(one);
        var proposal =
                payment.map(Payment::about).map(proposals::about).orElse(List.of()).stream()
                        .reduce((_, later) -> later);
        boolean canPropose =
                payment.filter(Refunds::isRefundable).isPresent()
                        && proposal.filter(it -> it.state() == Proposal.State.PROPOSED).isEmpty()
                        && one.stage().isOpen();
        var model = new HashMap<String, Object>();
        model.put("page", page);
        model.put("one", one);
        model.put("customer", customers.find(one.customer()).orElseThrow());
        model.put("agent", rows.assigneeOf(one));
        model.put("device", sessions.latest(one.customer()));
        model.put("errors", errors.latest(one.customer(), 5));
        model.put("payment", payment);
        model.put(
                "account",
                payment.flatMap(it -> wallets.of(one.customer(), it.amount().currency())));
        model.put("steps", payment.map(it -> payments.steps(it.id())).orElse(List.of()));
        model.put("lines", payment.map(it -> statements.about(it.about())).orElse(List.of()));
        model.put("diagnosis", diagnoses.latest(one.id()));
        model.put("earlier", earlier(one));
        model.put("canPropose", canPropose);
        model.put("causes", causes.all());
        model.put("freezes", freezes.of(one.customer()));
        model.put("open", reveals.open(one.id(), page.agent().id()));
        model.put("refusal", refusal);
        return new Part("beside", templates.part("part/beside", model), 0);
    }

    private List<Case> earlier(Case one) {
        return cases.of(one.customer(), 6).stream()
                .filter(other -> !other.id().equals(one.id()))
                .filter(other -> other.mergedInto().isEmpty())
                .limit(5)
                .toList();
    }
}
