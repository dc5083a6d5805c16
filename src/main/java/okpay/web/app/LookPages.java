package okpay.web.app;

import java.util.HashMap;
import java.util.Map;
import okpay.desk.Reads;
import okpay.desk.Reveals;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import okpay.identity.Agents;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.ModelAndView;

/// Who at OKPay opened the customer's cases, and looked at their private fields, when and why.
@Controller
class LookPages {

    private static final int MOST = 100;

    private final Reveals reveals;
    private final Reads reads;
    private final Agents agents;
    private final Cases cases;

    LookPages(Reveals reveals, Reads reads, Agents agents, Cases cases) {
        this.reads = reads;
        this.reveals = reveals;
        this.agents = agents;
        this.cases = cases;
    }

    @GetMapping("/app/security/looks")
    ModelAndView looks(@ModelAttribute("page") Page page) {
        var looks = reveals.of(page.customer().id(), MOST);
        var opened = reads.of(page.customer().id(), MOST);
        var names = new HashMap<Object, String>();
        looks.forEach(it -> name(names, it.by(), it.of()));
        opened.forEach(it -> name(names, it.by(), it.of()));
        return new ModelAndView("app/looks")
                .addObject("looks", looks)
                .addObject("reads", opened)
                .addObject("names", names);
    }

    private void name(Map<Object, String> names, AgentId by, CaseId of) {
        names.computeIfAbsent(by, _ -> agents.find(by).map(Agent::name).orElse("OKPay"));
        names.computeIfAbsent(of, _ -> cases.find(of).map(Case::number).orElse(""));
    }
}
