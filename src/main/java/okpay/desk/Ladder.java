package okpay.desk;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import okpay.identity.Agent;
import okpay.identity.Agents;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Notes;
import okpay.support.Priority;
import okpay.support.Promise;
import okpay.support.Raise;
import okpay.support.Stage;
import okpay.support.Timers;
import okpay.support.Timers.PromiseMissed;
import okpay.support.Timers.PromiseNears;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;

/// What happens by itself before and after a promise's time: at half of it whoever has the case is
/// told; at four fifths the case presses more, and supervisors are told; when it is missed it
/// presses more again; and an hour later, if nobody has answered, it goes to somebody else.
@Component
class Ladder {

    private static final Pattern MENTION = Pattern.compile("@([\\p{L}\\p{N}._-]{1,60})");

    private final Cases cases;
    private final Alerts alerts;
    private final Queue queue;
    private final Agents agents;

    Ladder(Cases cases, Alerts alerts, Queue queue, Agents agents) {
        this.queue = queue;
        this.cases = cases;
        this.alerts = alerts;
        this.agents = agents;
    }

    @Async(Timers.NEWS)
    @ApplicationModuleListener
    void on(PromiseNears news) {
        var one = cases.root(cases.find(news.of()).orElseThrow());
        var kind = Alerts.Kind.valueOf(news.step().name());
        var key = news.promise().toString();
        switch (news.step()) {
            case HALF -> tellOwner(one, kind, news.kind().name(), key);
            case NEAR -> {
                if (news.kind() != Promise.Kind.MONEY_BACK) {
                    cases.raise(one.id(), Priority.HIGH, Raise.NEAR);
                }
                tellOwner(one, kind, news.kind().name(), key);
                alerts.tellSupervisors(one.id(), kind, news.kind().name(), key, Optional.empty());
            }
            case AN_HOUR_LATE -> {
                cases.raise(one.id(), Priority.URGENT, Raise.LATE);
                tellOwner(one, kind, news.kind().name(), key);
                alerts.tellSupervisors(one.id(), kind, news.kind().name(), key, Optional.empty());
                if (one.stage() == Stage.IN_PROGRESS) {
                    queue.moveOn(one);
                }
            }
        }
    }

    @Async(Timers.NEWS)
    @ApplicationModuleListener
    void on(PromiseMissed news) {
        var one = cases.root(cases.find(news.of()).orElseThrow());
        if (one.stage().isOpen()) {
            cases.raise(one.id(), Priority.HIGH, Raise.MISSED);
            tellOwner(one, Alerts.Kind.MISSED, "", news.promise().toString());
        }
    }

    @ApplicationModuleListener
    void on(Cases.CaseHurried news) {
        var one = cases.find(news.id()).orElseThrow();
        tellOwner(one, Alerts.Kind.HURRIED, "", one.id() + ":" + news.at());
    }

    @ApplicationModuleListener
    void on(Cases.CaseAssigned news) {
        var one = cases.find(news.id()).orElseThrow();
        alerts.tell(news.to(), news.id(), Alerts.Kind.ASSIGNED, "", one.id() + ":" + one.movedAt());
    }

    /// Whoever is named in a note (`@Wang`) is told.
    @ApplicationModuleListener
    void on(Notes.NoteWritten news) {
        var names = MENTION.matcher(news.text()).results().map(it -> it.group(1)).toList();
        for (var agent : names.isEmpty() ? List.<Agent>of() : agents.working()) {
            if (!agent.id().equals(news.by()) && names.stream().anyMatch(it -> is(agent, it))) {
                alerts.tell(
                        agent.id(),
                        news.of(),
                        Alerts.Kind.MENTIONED,
                        news.text().substring(0, Math.min(200, news.text().length())),
                        okpay.id.Digests.hex(news.of() + news.text()));
            }
        }
    }

    /// By the name without its spaces, or by what stands before the @ of the address.
    private static boolean is(Agent agent, String name) {
        var mail = agent.email().value();
        return agent.name().replaceAll("\\s", "").equalsIgnoreCase(name)
                || mail.substring(0, mail.indexOf('@')).equalsIgnoreCase(name);
    }

    private void tellOwner(Case one, Alerts.Kind kind, String detail, String key) {
        one.assignee().ifPresent(it -> alerts.tell(it, one.id(), kind, detail, key));
    }
}
