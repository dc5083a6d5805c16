package okpay.web.console;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.channels.phone.CallId;
import okpay.channels.phone.OurCalls;
import okpay.channels.phone.Switchboard;
import okpay.channels.phone.Talks;
import okpay.desk.Presence;
import okpay.identity.Customer;
import okpay.identity.Customers;
import okpay.support.Case;
import okpay.wallet.Payments;
import okpay.web.Html;
import okpay.web.Page;
import okpay.web.Problems;
import okpay.web.Templates;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The desk's telephone: who waits on the line, who is being spoken with, and the person and their
/// money beside the call.
@Controller
class PhoneDesk {

    private static final int LATEST = 20;
    private static final int MONEY = 5;

    /// To htmx: this page need not ask again.
    private static final int ASK_NO_MORE = 286;

    private final Switchboard switchboard;
    private final Talks talks;
    private final OurCalls ourCalls;
    private final Presence presence;
    private final Customers customers;
    private final Payments payments;
    private final DeskParts names;
    private final DeskCases cases;
    private final Beside beside;
    private final Templates templates;
    private final Clock clock;

    PhoneDesk(
            Switchboard switchboard,
            Talks talks,
            OurCalls ourCalls,
            Presence presence,
            Customers customers,
            Payments payments,
            DeskParts names,
            DeskCases cases,
            Beside beside,
            Templates templates,
            Clock clock) {
        this.switchboard = switchboard;
        this.talks = talks;
        this.ourCalls = ourCalls;
        this.presence = presence;
        this.customers = customers;
        this.payments = payments;
        this.names = names;
        this.cases = cases;
        this.beside = beside;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping("/console/phone")
    String list(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "") String said,
            Model model) {
        model.addAttribute("isOn", switchboard.isOn());
        model.addAttribute("calls", waiting());
        model.addAttribute("mine", talks.of(page.agent().id()));
        model.addAttribute("latest", talks.latest(LATEST).stream().map(this::row).toList());
        model.addAttribute("refusal", refusal(said));
        model.addAttribute("waiting", beside.proposalsWaiting());
        return "console/phone";
    }

    private static Optional<String> refusal(String said) {
        return List.of(Switchboard.Claim.values()).stream()
                .map(it -> "claim." + it)
                .filter(said::equals)
                .findFirst();
    }

    /// Those who wait; nothing new when they are the same as before.
    ///
    /// @param shown of whom it was drawn last
    @GetMapping("/console/phone/waiting")
    ResponseEntity<String> waiting(
            @ModelAttribute("page") Page page, @RequestParam(defaultValue = "") String shown) {
        var calls = waiting();
        return CallRow.mark(calls).equals(shown)
                ? ResponseEntity.noContent().build()
                : part("part/callers", Map.of("page", page, "calls", calls));
    }

    private List<CallRow> waiting() {
        return switchboard.waiting().stream().map(this::row).toList();
    }

    private CallRow row(Talks.Talk it) {
        var end = it.over().orElseGet(clock::instant);
        return new CallRow(
                it,
                it.customer().flatMap(customers::find).map(Customer::name).orElse(""),
                it.agent().map(names::name).orElse(""),
                Duration.between(it.since(), it.through().orElse(end)),
                it.through()
                        .map(began ->
                                it.over().isEmpty() ? Duration.between(began, end) : it.spoke()));
    }

    /// What the bar above every page shows of the telephone; nothing new when it is as it was.
    ///
    /// @param shown how many waited when it was drawn last
    @GetMapping("/console/phone/ringing")
    ResponseEntity<String> ringing(
            @ModelAttribute("page") Page page, @RequestParam(defaultValue = "-1") int shown) {
        if (!switchboard.isOn()) {
            return ResponseEntity.status(ASK_NO_MORE).build();
        }
        int rings = rings(page);
        return rings == shown
                ? ResponseEntity.noContent().build()
                : part("part/ringing", Map.of("page", page, "rings", rings));
    }

    /// For whoever is here and not on the phone.
    private int rings(Page page) {
        var me = page.agent().id();
        var place = presence.of(me).filter(it -> it.state() == Presence.State.HERE);
        return place.isEmpty() || talks.of(me).isPresent() ? 0 : switchboard.waiting().size();
    }

    @PostMapping("/console/phone/{id}/taking")
    String take(@ModelAttribute("page") Page page, @PathVariable String id) {
        var claim = switchboard.claim(known(id).call(), page.agent().id());
        return claim == Switchboard.Claim.YOURS
                ? "redirect:/console/phone/" + id
                : "redirect:/console/phone?said=claim." + claim;
    }

    /// The page one speaks with: only whoever took the call has it.
    @GetMapping("/console/phone/{id}")
    String talk(@ModelAttribute("page") Page page, @PathVariable String id, Model model) {
        var talk = mine(page, id);
        model.addAttribute("talk", talk);
        model.addAttribute("state", row(talk));
        model.addAttribute("person", person(page, talk));
        model.addAttribute("waiting", beside.proposalsWaiting());
        return "console/talk";
    }

    @GetMapping("/console/phone/{id}/state")
    ResponseEntity<String> state(@ModelAttribute("page") Page page, @PathVariable String id) {
        return part("part/talk-state", Map.of("page", page, "row", row(mine(page, id))));
    }

    /// Who calls, and their money, from the moment when it is known.
    @GetMapping("/console/phone/{id}/person")
    ResponseEntity<String> person(@ModelAttribute("page") Page page, @PathVariable String id) {
        var talk = mine(page, id);
        return person(page, talk)
                .map(it -> Html.answer(HttpStatus.OK, it))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    /// While they speak; afterwards it is in the case, where one may look as long as one works at
    /// it.
    private Optional<String> person(Page page, Talks.Talk talk) {
        return talk.in()
                .filter(_ -> talk.over().isEmpty())
                .map(it -> cases.get(it.toString()))
                .map(it -> templates.part("part/talk-person", about(page, it)));
    }

    private Map<String, Object> about(Page page, Case one) {
        return Map.of(
                "page",
                page,
                "one",
                one,
                "latest",
                payments.list(one.customer(), Payments.Filter.ALL, MONEY).payments(),
                "beside",
                beside.part(page, one, Optional.empty()));
    }

    /// The caller wants no recording any more.
    @PostMapping("/console/phone/{id}/recording/removal")
    String dropRecording(@ModelAttribute("page") Page page, @PathVariable String id) {
        switchboard.dropRecording(mine(page, id).call(), page.agent().id());
        return "redirect:/console/phone/" + id;
    }

    /// A colleague calls a customer, whose app says so from now on.
    @PostMapping("/console/cases/{id}/calling")
    ResponseEntity<String> calling(@ModelAttribute("page") Page page, @PathVariable String id) {
        var one = cases.get(id);
        ourCalls.begin(one, page.agent().id());
        return Html.answer(HttpStatus.OK, names.block(page, one, Optional.empty()).html());
    }

    @PostMapping("/console/phone/{id}/over")
    String over(@ModelAttribute("page") Page page, @PathVariable String id) {
        var talk = mine(page, id);
        switchboard.hangUp(talk.call(), page.agent().id());
        return talk.in()
                .map(it -> "redirect:/console/cases/" + it)
                .orElse("redirect:/console/phone");
    }

    private Talks.Talk known(String id) {
        return CallId.read(id).flatMap(talks::find).orElseThrow(Problems.NotFound::new);
    }

    private Talks.Talk mine(Page page, String id) {
        var me = page.agent().id();
        var talk = known(id);
        if (talk.agent().filter(me::equals).isEmpty()) {
            throw new Problems.NotFound();
        }
        return talk;
    }

    private ResponseEntity<String> part(String name, Map<String, Object> model) {
        return Html.answer(HttpStatus.OK, templates.part(name, model));
    }
}
