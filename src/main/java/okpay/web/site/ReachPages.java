package okpay.web.site;

import java.time.Clock;
import okpay.channels.Reach;
import okpay.support.Promise;
import okpay.support.Timetable;
import okpay.support.Waiting;
import okpay.web.Manners;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/// How we are reached, and whether that works now, for everybody.
@Controller
class ReachPages {

    private final Waiting waiting;
    private final Timetable timetable;
    private final Reach reach;
    private final Manners manners;
    private final Clock clock;

    ReachPages(Waiting waiting, Timetable timetable, Reach reach, Manners manners, Clock clock) {
        this.waiting = waiting;
        this.timetable = timetable;
        this.reach = reach;
        this.manners = manners;
        this.clock = clock;
    }

    @GetMapping("/{tongue:en|zh}/help/contact")
    ModelAndView contact() {
        return new ModelAndView("site/contact")
                .addObject("figures", waiting.lately())
                .addObject("promised", timetable.due(Promise.Kind.FIRST_REPLY, clock.instant()))
                .addObject("offers", reach.offers())
                .addObject("site", manners.site());
    }

    @GetMapping("/status")
    ModelAndView status() {
        return new ModelAndView("site/status")
                .addObject("offers", reach.offers())
                .addObject("others", reach.others());
    }
}
