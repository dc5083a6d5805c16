/// Finds cases by anything that was written in them: words in Chinese and English, numbers, names,
/// and names by their pinyin. An index of each node's own, fed from the rows.
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "language", "support"})
package okpay.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
