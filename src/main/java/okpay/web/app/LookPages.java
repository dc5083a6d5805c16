package okpay.web.app;

import java.util.HashMap;
import okpay.desk.Reads;
import okpay.desk.Reveals;
import okpay.identity.Agent;
import okpay.identity.Agents;
import okpay.support.Case;
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
        var names = new HashMap<Object, String>();
        for (var it : looks) {
            names.put(it.by(), agents.find(it.by()).map(Agent::name).orElse("OKPay"));
            names.put(it.of(), cases.find(it.of()).map(Case::number).orElse(""));
        }
        var opened = reads.of(page.customer().id(), MOST);
        for (var it : opened) {
            names.computeIfAbsent(
                    it.by(), _ -> agents.find(it.by()).map(Agent::name).orElse("OKPay"));
            names.computeIfAbsent(it.of(), _ -> cases.find(it.of()).map(Case::number).orElse(""));
        }
        return new ModelAndView("app/looks")
                .addObject("looks", looks)
                .addObject("reads", opened)
                .addObject("names", names);
    }
}
