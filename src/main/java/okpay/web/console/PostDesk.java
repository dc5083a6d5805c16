package okpay.web.console;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import okpay.channels.Arrival;
import okpay.channels.ArrivalId;
import okpay.channels.Arrivals;
import okpay.channels.Channel;
import okpay.channels.Parked;
import okpay.channels.Pulse;
import okpay.channels.phone.Recordings;
import okpay.desk.Reveals;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Letters and messages of which nobody knows whose they are, and how the lanes do by which all of
/// them come and go.
@Controller
class PostDesk {

    private final Arrivals arrivals;
    private final Parked parked;
    private final Recordings recordings;
    private final Reveals reveals;
    private final Pulse pulse;
    private final Beside beside;
    private final Clock clock;

    PostDesk(
            Arrivals arrivals,
            Parked parked,
            Recordings recordings,
            Reveals reveals,
            Pulse pulse,
            Beside beside,
            Clock clock) {
        this.recordings = recordings;
        this.reveals = reveals;
        this.arrivals = arrivals;
        this.parked = parked;
        this.pulse = pulse;
        this.beside = beside;
        this.clock = clock;
    }

    @GetMapping("/console/post")
    String list(@RequestParam(defaultValue = "false") boolean refused, Model model) {
        model.addAttribute("lanes", pulse.lanes());
        model.addAttribute("now", clock.instant());
        model.addAttribute("parked", parked.all());
        model.addAttribute(
                "refusal", refused ? Optional.of("post.refused") : Optional.<String>empty());
        model.addAttribute("waiting", beside.proposalsWaiting());
        return "console/post";
    }

    @PostMapping("/console/post/{id}/done")
    String done(@PathVariable String id) {
        parked.done(known(id).id());
        return "redirect:/console/post";
    }

    /// The words go into a case as what somebody wrote of whom nothing is proven.
    @PostMapping("/console/post/{id}/case")
    String toCase(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam String number) {
        boolean isDone =
                parked.put(known(id), number.strip().toUpperCase(Locale.ROOT), page.agent().id());
        return "redirect:/console/post" + (isDone ? "" : "?refused=true");
    }

    /// The letter as it came: read as text, never as a page.
    @GetMapping("/console/post/{id}/whole")
    ResponseEntity<byte[]> whole(@ModelAttribute("page") Page page, @PathVariable String id) {
        var it = known(id);
        boolean isSpoken = it.channel() == Channel.PHONE;
        if (isSpoken && recordings.of(it.id()).isPresent()) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .header(HttpHeaders.LOCATION, "/console/post/" + id + "/recording")
                    .build();
        }
        // What is in a conversation is read there; the letter itself shows what is masked.
        if (it.state() != Arrival.State.PARKED && !isSpoken) {
            page.supervisor();
        }
        if (isSpoken) {
            return ResponseEntity.ok()
                    .contentType(new MediaType("audio", "wav"))
                    .header("X-Content-Type-Options", "nosniff")
                    .body(arrivals.raw(it.id()));
        }
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "plain"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"letter.txt\"")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox")
                .body(arrivals.raw(it.id()));
    }

    /// A recorded call: for whoever gave a reason, which the customer can read; one of a caller
    /// nobody knows lies aside for all who look after the post.
    @GetMapping("/console/post/{id}/recording")
    ResponseEntity<?> recording(@ModelAttribute("page") Page page, @PathVariable String id) {
        var kept = recordings.of(known(id).id()).orElseThrow(Problems.NotFound::new);
        var closed =
                kept.of()
                        .filter(it ->
                                !reveals.open(it, page.agent().id())
                                        .contains(Reveals.Field.RECORDING));
        if (closed.isPresent()) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .header(
                            HttpHeaders.LOCATION,
                            "/console/cases/" + closed.get() + "?said=recording.reason")
                    .build();
        }
        return ResponseEntity.ok()
                .contentType(new MediaType("audio", "wav"))
                .header("X-Content-Type-Options", "nosniff")
                .body(kept.sound());
    }

    private Arrival known(String id) {
        return ArrivalId.read(id).flatMap(arrivals::find).orElseThrow(Problems.NotFound::new);
    }
}
