package okpay.web.console;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import okpay.identity.AgentId;
import okpay.identity.Role;
import okpay.identity.Staff;
import okpay.identity.StaffTrail;
import okpay.identity.Token;
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

/// Who works at the desk: invited, changed, let go by a supervisor. Whoever is invited sets their
/// own password.
@Controller
class PeopleDesk {

    private final Staff staff;
    private final StaffTrail trail;
    private final Beside beside;

    PeopleDesk(Staff staff, StaffTrail trail, Beside beside) {
        this.trail = trail;
        this.staff = staff;
        this.beside = beside;
    }

    @GetMapping("/console/people")
    ModelAndView people(@ModelAttribute("page") Page page) {
        page.supervisor();
        return shown(Optional.empty(), Optional.empty());
    }

    private ModelAndView shown(Optional<Staff.Outcome.Invited> invited, Optional<String> refusal) {
        var view = new ModelAndView("console/people");
        var people = staff.all();
        refusal.ifPresent(_ -> view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT));
        return view.addObject("people", people)
                .addObject("invited", invited.map(it -> it.agent().name()))
                .addObject("history", trail.latest())
                .addObject(
                        "names",
                        people.stream()
                                .collect(
                                        Collectors.toMap(
                                                it -> it.agent().id(), it -> it.agent().name())))
                .addObject("refusal", refusal)
                .addObject("waiting", beside.proposalsWaiting());
    }

    private ModelAndView answer(Staff.Outcome outcome) {
        return switch (outcome) {
            case Staff.Outcome.Invited invited -> shown(Optional.of(invited), Optional.empty());
            case Staff.Outcome.Refused(var why) -> refused(why);
        };
    }

    private ModelAndView refused(Staff.Refusal why) {
        return shown(Optional.empty(), Optional.of("people.refused." + why));
    }

    @PostMapping("/console/people")
    ModelAndView invite(
            @ModelAttribute("page") Page page,
            @RequestParam String name,
            @RequestParam String email,
            @RequestParam Role role,
            @RequestParam String language) {
        var by = page.supervisor().id();
        return answer(staff.invite(by, name, email, role, spoken(language)));
    }

    @PostMapping("/console/people/{id}/link")
    ModelAndView link(@ModelAttribute("page") Page page, @PathVariable String id) {
        return answer(staff.inviteAgain(page.supervisor().id(), known(id)));
    }

    @PostMapping("/console/people/{id}")
    ModelAndView change(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam String name,
            @RequestParam Role role,
            @RequestParam String language) {
        var by = page.supervisor().id();
        return staff.change(by, known(id), name, role, spoken(language))
                .map(this::refused)
                .orElseGet(() -> new ModelAndView("redirect:/console/people"));
    }

    @PostMapping("/console/people/{id}/leaving")
    ModelAndView leave(@ModelAttribute("page") Page page, @PathVariable String id) {
        return staff.close(page.supervisor().id(), known(id))
                .map(this::refused)
                .orElseGet(() -> new ModelAndView("redirect:/console/people"));
    }

    private static Locale spoken(String language) {
        return language.equals("en") ? Locale.ENGLISH : Locale.CHINA;
    }

    private static AgentId known(String id) {
        return AgentId.read(id).orElseThrow(Problems.NotFound::new);
    }

    /// Whoever has the link sets a password.
    @GetMapping("/console/welcome/{secret}")
    ModelAndView welcome(@PathVariable String secret) {
        return welcome(new Token(secret), Optional.empty());
    }

    private ModelAndView welcome(Token secret, Optional<String> refusal) {
        var whose = staff.invited(secret);
        var view = new ModelAndView("console/welcome");
        if (whose.isEmpty()) {
            view.setStatus(HttpStatus.GONE);
        } else if (refusal.isPresent()) {
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return view.addObject("whose", whose)
                .addObject("action", "/console/welcome/" + secret.secret())
                .addObject("refusal", refusal);
    }

    @PostMapping("/console/welcome/{secret}")
    ModelAndView accept(
            @PathVariable String secret,
            @RequestParam String password,
            @RequestParam String again) {
        var token = new Token(secret);
        if (!password.equals(again)) {
            return welcome(token, Optional.of("recovery.refused.NOT_THE_SAME"));
        }
        return switch (staff.accept(token, password)) {
            case DONE -> new ModelAndView("redirect:/console/sign-in");
            case NO_SUCH_LINK -> welcome(token, Optional.empty());
            case TOO_SHORT, TOO_LONG, TOO_EASY ->
                    welcome(token, Optional.of("people.password.refused"));
        };
    }
}
