package okpay.web.site;

import java.util.List;
import okpay.help.Category;
import okpay.help.Edition;

/// A shelf of the help centre's front page.
public record HelpShelf(Category category, List<Edition> editions) {}
