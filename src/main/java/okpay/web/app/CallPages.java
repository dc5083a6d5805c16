package okpay.web.app;

import java.util.Optional;
import okpay.channels.phone.Calls;
import okpay.channels.phone.OurCalls;
import okpay.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// The telephone, as seen from the app: a code for who calls us, and the truth for whom “OKPay”
/// calls.
@Controller
class CallPages {

    private final Calls calls;
    private final OurCalls ourCalls;

    CallPages(Calls calls, OurCalls ourCalls) {
        this.calls = calls;
        this.ourCalls = ourCalls;
    }

    @GetMapping("/app/call")
    ModelAndView show(@ModelAttribute("page") Page page) {
        return show(page, Optional.empty());
    }

    @PostMapping("/app/call")
    ModelAndView code(@ModelAttribute("page") Page page) {
        return show(page, Optional.of(calls.code(page.customer().id())));
    }

    /// Whether they are on the phone with us, asked again and again while the page is open.
    @GetMapping("/app/call/state")
    ModelAndView state(@ModelAttribute("page") Page page) {
        return state(page, new ModelAndView("part/call-state"));
    }

    private ModelAndView state(Page page, ModelAndView to) {
        var me = page.customer().id();
        return to.addObject("since", calls.since(me))
                .addObject("ours", ourCalls.now(me))
                .addObject("promised", ourCalls.promised(me));
    }

    private ModelAndView show(Page page, Optional<Calls.Code> code) {
        return state(
                page,
                new ModelAndView("app/call")
                        .addObject("number", calls.at())
                        .addObject("code", code));
    }
}
