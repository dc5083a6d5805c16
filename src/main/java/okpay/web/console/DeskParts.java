package okpay.web.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.channels.Pulse;
import okpay.channels.phone.OurCalls;
import okpay.desk.Alerts;
import okpay.desk.Canned;
import okpay.desk.HeldReplies;
import okpay.desk.Presence;
import okpay.desk.Viewers;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import okpay.identity.Agents;
import okpay.resolution.ReplyGuard;
import okpay.support.Case;
import okpay.support.CaseEvents;
import okpay.support.Merging;
import okpay.support.Notes;
import okpay.support.Promises;
import okpay.support.Tags;
import okpay.web.ChatParts;
import okpay.web.LiveStreams.Part;
import okpay.web.Page;
import okpay.web.Templates;
import org.springframework.stereotype.Component;

/// What the desk draws round a conversation: notes among colleagues, who else is looking, what is
/// doubtful in a reply, and the case's own things.
@Component
class DeskParts {

    private static final int EVENTS = 30;

    private final Templates templates;
    private final ChatParts chat;
    private final Notes notes;
    private final Viewers viewers;
    private final HeldReplies held;
    private final Tags tags;
    private final Merging merging;
    private final Promises promises;
    private final CaseEvents events;
    private final Alerts alerts;
    private final Presence presence;
    private final Canned canned;
    private final Pulse pulse;
    private final OurCalls ourCalls;
    private final Agents agents;

    DeskParts(
            Templates templates,
            ChatParts chat,
            Notes notes,
            Viewers viewers,
            HeldReplies held,
            Tags tags,
            Merging merging,
            Promises promises,
            CaseEvents events,
            Alerts alerts,
            Presence presence,
            Canned canned,
            Pulse pulse,
            OurCalls ourCalls,
            Agents agents) {
        this.ourCalls = ourCalls;
        this.pulse = pulse;
        this.templates = templates;
        this.chat = chat;
        this.notes = notes;
        this.viewers = viewers;
        this.held = held;
        this.tags = tags;
        this.merging = merging;
        this.promises = promises;
        this.events = events;
        this.alerts = alerts;
        this.presence = presence;
        this.canned = canned;
        this.agents = agents;
    }

    /// Messages and notes as they came, each note where it was written.
    List<Part> log(Page page, Case one) {
        var all = new ArrayList<Placed>();
        for (var it : chat.placed(page, one)) {
            all.add(new Placed(it.at(), it.part()));
        }
        for (var it : notes.of(one.id())) {
            all.add(new Placed(it.at(), note(page, it)));
        }
        all.sort(Comparator.comparing(Placed::at));
        return all.stream().map(Placed::part).toList();
    }

    private record Placed(java.time.Instant at, Part part) {}

    /// What a reader who has every message up to `seq` must see.
    List<Part> since(Page page, Case one, long seq) {
        var parts = new ArrayList<>(chat.since(page, one, seq));
        notes.of(one.id()).forEach(it -> parts.add(note(page, it)));
        parts.add(looking(page, one));
        parts.add(block(page, one, Optional.empty()));
        return parts;
    }

    private Part note(Page page, Notes.Note note) {
        var id = "n-" + note.id();
        var model = Map.<String, Object>of("page", page, "note", note, "by", name(note.by()));
        return new Part(id, templates.part("part/note", model), 0);
    }

    /// Who else is here, and replies that wait for a second look.
    Part looking(Page page, Case one) {
        var others =
                viewers.of(one.id(), page.agent().id()).stream()
                        .map(it -> new DeskLooks.Looking(name(it.agent()), it.writes()))
                        .toList();
        var model = new HashMap<String, Object>();
        model.put("page", page);
        model.put("one", one);
        model.put("others", others);
        model.put("held", held.of(one.id()).stream().map(this::shown).toList());
        return new Part("looking", templates.part("part/looking", model), 0);
    }

    DeskLooks.HeldShown shown(HeldReplies.Held it) {
        return new DeskLooks.HeldShown(it, name(it.by()), held.since(it));
    }

    /// What must be read or mended before a reply leaves.
    Part doubts(Page page, Case one, List<ReplyGuard.Doubt> doubts, Optional<String> said) {
        var model = new HashMap<String, Object>();
        model.put("page", page);
        model.put("one", one);
        model.put("doubts", doubts);
        model.put("said", said);
        return new Part("doubts", templates.part("part/doubts", model), 0);
    }

    /// Priority, tags, what lies in it, what was promised in words, and what happened.
    Part block(Page page, Case one, Optional<String> refusal) {
        var model = new HashMap<String, Object>();
        model.put("page", page);
        model.put("one", one);
        model.put("tags", tags.of(one.id()));
        model.put("within", merging.within(one.id()));
        model.put("likely", merging.perhapsTheSame(one));
        model.put("origin", merging.origin(one.id()));
        model.put("promises", promises.of(one.id()));
        model.put("calling", ourCalls.now(one.customer()).isPresent());
        model.put("events", events(one));
        model.put("refusal", refusal);
        return new Part("case-block", templates.part("part/case-block", model), 0);
    }

    private List<DeskLooks.EventShown> events(Case one) {
        var all = events.of(one.id());
        return all.subList(Math.max(0, all.size() - EVENTS), all.size()).reversed().stream()
                .map(it -> new DeskLooks.EventShown(it, it.agent().map(this::name).orElse("")))
                .toList();
    }

    /// The reader's place at the desk and what they should know, in the bar above every page.
    Part me(Page page) {
        var model = new HashMap<String, Object>();
        model.put("page", page);
        model.put("notices", alerts.unseen(page.agent().id()));
        model.put("dead", pulse.dead());
        model.put(
                "state",
                presence.of(page.agent().id())
                        .map(Presence.Place::state)
                        .orElse(Presence.State.AWAY));
        return new Part("me", templates.part("part/me", model), 0);
    }

    List<Canned.Reply> canned() {
        return canned.all();
    }

    String name(AgentId id) {
        return agents.find(id).map(Agent::name).orElse("?");
    }
}
