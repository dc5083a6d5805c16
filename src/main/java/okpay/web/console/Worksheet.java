package okpay.web.console;

import java.util.HashMap;
import java.util.Optional;
import okpay.casework.Checklist;
import okpay.casework.Fields;
import okpay.casework.Links;
import okpay.desk.Watchers;
import okpay.support.Case;
import okpay.support.Naps;
import okpay.web.LiveStreams.Part;
import okpay.web.Page;
import okpay.web.Templates;
import org.springframework.stereotype.Component;

/// What is to be filled in and done for a case, what it has to do with, and who watches it.
@Component
class Worksheet {

    private final Templates templates;
    private final Fields fields;
    private final Checklist checklist;
    private final Links links;
    private final Watchers watchers;
    private final Naps naps;
    private final DeskParts names;

    Worksheet(
            Templates templates,
            Fields fields,
            Checklist checklist,
            Links links,
            Watchers watchers,
            Naps naps,
            DeskParts names) {
        this.templates = templates;
        this.fields = fields;
        this.checklist = checklist;
        this.links = links;
        this.watchers = watchers;
        this.naps = naps;
        this.names = names;
    }

    Part part(Page page, Case one, Optional<String> refusal) {
        var model = new HashMap<String, Object>();
        model.put("page", page);
        model.put("one", one);
        model.put("fields", fields.all());
        model.put("values", fields.of(one.id()));
        model.put("items", checklist.of(one.id()));
        model.put("links", links.of(one.id()));
        model.put("until", naps.until(one.id()));
        var watching = watchers.of(one.id());
        model.put("watching", watching.contains(page.agent().id()));
        model.put("watchers", watching.stream().map(names::name).toList());
        model.put("refusal", refusal);
        return new Part("worksheet", templates.part("part/worksheet", model), 0);
    }
}
