package okpay.web.console;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import okpay.web.Page;
import okpay.web.Problems;
import okpay.webhooks.Deliveries;
import okpay.webhooks.DeliveryId;
import okpay.webhooks.EndpointId;
import okpay.webhooks.Endpoints;
import okpay.webhooks.EventType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Where other programs hear what happened, and what was told to them.
@Controller
class WebhookDesk {

    private final Endpoints endpoints;
    private final Deliveries deliveries;
    private final Beside beside;

    WebhookDesk(Endpoints endpoints, Deliveries deliveries, Beside beside) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.beside = beside;
    }

    @GetMapping("/console/webhooks")
    String list(@ModelAttribute("page") Page page, Model model) {
        return show(page, model, Optional.empty(), Optional.empty());
    }

    /// The secret is on this answer and nowhere else, ever again.
    @PostMapping("/console/webhooks")
    String add(
            @ModelAttribute("page") Page page,
            @RequestParam String url,
            @RequestParam(defaultValue = "") Set<EventType> type,
            Model model) {
        page.supervisor();
        return switch (endpoints.add(url, type)) {
            case Endpoints.Outcome.Added(_, var secret) ->
                    show(page, model, Optional.of(secret), Optional.empty());
            case Endpoints.Outcome.Refused(var why) ->
                    show(page, model, Optional.empty(), Optional.of("webhook.refused." + why));
        };
    }

    @PostMapping("/console/webhooks/{id}/secret")
    String renew(@ModelAttribute("page") Page page, @PathVariable String id, Model model) {
        page.supervisor();
        return show(page, model, endpoints.renew(known(id).id()), Optional.empty());
    }

    @PostMapping("/console/webhooks/{id}/state")
    String set(
            @ModelAttribute("page") Page page, @PathVariable String id, @RequestParam boolean on) {
        page.supervisor();
        endpoints.set(known(id).id(), on ? Endpoints.State.ON : Endpoints.State.OFF);
        return "redirect:/console/webhooks";
    }

    @PostMapping("/console/webhooks/{id}/removal")
    String remove(@ModelAttribute("page") Page page, @PathVariable String id) {
        page.supervisor();
        endpoints.remove(known(id).id());
        return "redirect:/console/webhooks";
    }

    @GetMapping("/console/webhooks/{id}")
    String log(@ModelAttribute("page") Page page, @PathVariable String id, Model model) {
        page.supervisor();
        var endpoint = known(id);
        model.addAttribute("endpoint", endpoint);
        model.addAttribute("deliveries", deliveries.latest(endpoint.id()));
        model.addAttribute("waiting", beside.proposalsWaiting());
        return "console/webhook";
    }

    /// @param which one delivery; all that were given up when it is missing
    @PostMapping("/console/webhooks/{id}/again")
    String sendAgain(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam(required = false) Optional<String> which) {
        page.supervisor();
        var endpoint = known(id);
        if (which.isEmpty()) {
            deliveries.sendAllAgain(endpoint.id());
        } else if (!which.flatMap(DeliveryId::read).filter(deliveries::sendAgain).isPresent()) {
            throw new Problems.NotFound();
        }
        return "redirect:/console/webhooks/" + endpoint.id();
    }

    private Endpoints.Endpoint known(String id) {
        var asked = EndpointId.read(id);
        return endpoints.all().stream()
                .filter(it -> asked.filter(it.id()::equals).isPresent())
                .findFirst()
                .orElseThrow(Problems.NotFound::new);
    }

    private String show(Page page, Model model, Optional<String> secret, Optional<String> refusal) {
        page.supervisor();
        model.addAttribute("endpoints", endpoints.all());
        model.addAttribute("types", List.of(EventType.values()));
        model.addAttribute("secret", secret);
        model.addAttribute("refusal", refusal);
        model.addAttribute("waiting", beside.proposalsWaiting());
        return "console/webhooks";
    }
}
