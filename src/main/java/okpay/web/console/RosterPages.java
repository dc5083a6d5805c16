package okpay.web.console;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.desk.Shifts;
import okpay.desk.Skills;
import okpay.identity.AgentId;
import okpay.identity.Agents;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Who works when, and what they are good at.
@Controller
class RosterPages {

    private final Shifts shifts;
    private final Skills skills;
    private final Agents agents;
    private final Beside beside;

    RosterPages(Shifts shifts, Skills skills, Agents agents, Beside beside) {
        this.shifts = shifts;
        this.skills = skills;
        this.agents = agents;
        this.beside = beside;
    }

    @GetMapping("/console/roster")
    String roster(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "false") boolean refused,
            Model model) {
        page.supervisor();
        model.addAttribute("people", agents.working());
        model.addAttribute("shifts", shifts.all());
        model.addAttribute("skills", skills.all());
        model.addAttribute(
                "refusal", refused ? Optional.of("roster.refused") : Optional.<String>empty());
        model.addAttribute("waiting", beside.proposalsWaiting());
        return "console/roster";
    }

    /// @param day several days at once
    @PostMapping("/console/roster/{agent}/shifts")
    String add(
            @ModelAttribute("page") Page page,
            @PathVariable String agent,
            @RequestParam(defaultValue = "") List<DayOfWeek> day,
            @RequestParam String from,
            @RequestParam String until,
            @RequestParam(defaultValue = "") String zone) {
        page.supervisor();
        var id = known(agent);
        var where = zone.isBlank() ? page.zone().getId() : zone.strip();
        boolean added = !day.isEmpty();
        for (var it : day) {
            added &= shifts.add(id, it, time(from), time(until), where);
        }
        return "redirect:/console/roster" + (added ? "" : "?refused=true");
    }

    @PostMapping("/console/roster/shifts/{id}/removal")
    String remove(@ModelAttribute("page") Page page, @PathVariable UUID id) {
        page.supervisor();
        shifts.remove(id);
        return "redirect:/console/roster";
    }

    @PostMapping("/console/roster/{agent}/skills")
    String skills(
            @ModelAttribute("page") Page page,
            @PathVariable String agent,
            @RequestParam(defaultValue = "") String skills) {
        page.supervisor();
        boolean set = this.skills.set(known(agent), skills);
        return "redirect:/console/roster" + (set ? "" : "?refused=true");
    }

    private AgentId known(String agent) {
        return AgentId.read(agent)
                .filter(it -> agents.find(it).isPresent())
                .orElseThrow(Problems.NotFound::new);
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException _) {
            throw new Problems.Mistake("from");
        }
    }
}
