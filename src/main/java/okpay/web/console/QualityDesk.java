package okpay.web.console;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import okpay.desk.QualityReview;
import okpay.desk.QualityReview.Criterion;
import okpay.desk.QualityReview.Mark;
import okpay.desk.QualityReviews;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import okpay.identity.Agents;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.web.ChatParts;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// What each agent solved, by lot: marked by supervisors, read and answered by whoever it is about.
@Controller
class QualityDesk {

    private static final int MOST = 50;
    private static final Duration LATELY = Duration.ofDays(56);

    private final QualityReviews reviews;
    private final Agents agents;
    private final Cases cases;
    private final ChatParts chat;
    private final Beside beside;
    private final Clock clock;

    QualityDesk(
            QualityReviews reviews,
            Agents agents,
            Cases cases,
            ChatParts chat,
            Beside beside,
            Clock clock) {
        this.reviews = reviews;
        this.agents = agents;
        this.cases = cases;
        this.chat = chat;
        this.beside = beside;
        this.clock = clock;
    }

    @GetMapping("/console/quality")
    ModelAndView list(@ModelAttribute("page") Page page) {
        return list(page, Optional.empty(), HttpStatus.OK);
    }

    private ModelAndView list(Page page, Optional<String> refusal, HttpStatus status) {
        var me = page.agent();
        var view = new ModelAndView("console/quality");
        view.setStatus(status);
        view.addObject("mine", shown(reviews.of(me.id(), MOST)));
        view.addObject(
                "open",
                me.mayApprove() ? shown(reviews.waiting(me.id(), MOST)) : List.<QualityRow>of());
        view.addObject(
                "lines",
                me.mayApprove()
                        ? reviews.since(clock.instant().minus(LATELY)).stream()
                                .map(it -> new QualityRow.Line(name(it.agent()), it))
                                .toList()
                        : List.<QualityRow.Line>of());
        view.addObject("refusal", refusal);
        view.addObject("waiting", beside.proposalsWaiting());
        return view;
    }

    @GetMapping("/console/quality/{id}")
    ModelAndView show(@ModelAttribute("page") Page page, @PathVariable UUID id) {
        page.supervisor();
        return show(page, id, Map.of(), "", Optional.empty());
    }

    @PostMapping("/console/quality/{id}")
    ModelAndView mark(
            @ModelAttribute("page") Page page,
            @PathVariable UUID id,
            @RequestParam Map<String, String> form) {
        var review = reviews.find(id).orElseThrow(Problems.NotFound::new);
        var marks = marks(form);
        var words = form.getOrDefault("words", "");
        return reviews.mark(review, page.supervisor(), marks, words)
                .map(why -> show(page, id, marks, words, Optional.of("quality.refused." + why)))
                .orElseGet(() -> new ModelAndView("redirect:/console/quality"));
    }

    @PostMapping("/console/quality/{id}/answer")
    ModelAndView answer(
            @ModelAttribute("page") Page page,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String words) {
        return reviews.answer(id, page.agent(), words)
                ? new ModelAndView("redirect:/console/quality")
                : list(
                        page,
                        Optional.of("quality.refused.answer"),
                        HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static Map<Criterion, Mark> marks(Map<String, String> form) {
        var marks = new EnumMap<Criterion, Mark>(Criterion.class);
        for (var criterion : Criterion.values()) {
            for (var mark : Mark.values()) {
                if (mark.name().equals(form.get(criterion.name()))) {
                    marks.put(criterion, mark);
                }
            }
        }
        return marks;
    }

    private ModelAndView show(
            Page page,
            UUID id,
            Map<Criterion, Mark> marks,
            String words,
            Optional<String> refusal) {
        var review = reviews.find(id).orElseThrow(Problems.NotFound::new);
        var one = cases.root(cases.find(review.of()).orElseThrow(Problems.NotFound::new));
        var view = new ModelAndView("console/quality-review");
        view.setStatus(refusal.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        view.addObject("shown", shown(review));
        view.addObject("one", one);
        view.addObject("head", chat.head(page, one, false));
        view.addObject("parts", chat.all(page, one));
        view.addObject("marks", marks);
        view.addObject("words", words);
        view.addObject("refusal", refusal);
        view.addObject("waiting", beside.proposalsWaiting());
        return view;
    }

    private List<QualityRow> shown(List<QualityReview> all) {
        return all.stream().map(this::shown).toList();
    }

    private QualityRow shown(QualityReview it) {
        return new QualityRow(
                it,
                cases.find(it.of()).map(Case::number).orElse(""),
                name(it.agent()),
                it.reviewer().map(this::name).orElse(""));
    }

    private String name(AgentId id) {
        return agents.find(id).map(Agent::name).orElse("");
    }
}
