package okpay.help;

import java.util.List;

/// An article's body, read.
public record Text(List<Block> blocks, List<Section> sections, List<String> links) {

    /// Its words alone, for whoever searches by words.
    String plain() {
        var all = new StringBuilder();
        for (var section : sections) {
            all.append(section.heading()).append('\n').append(section.plain()).append('\n');
        }
        return all.toString();
    }
}
