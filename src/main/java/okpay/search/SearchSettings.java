package okpay.search;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param dir where a node keeps its index; it can be thrown away at any time. A second node on the
///   same machine takes a place of its own beside it
/// @param atOnce how many rows are taken in with one look
@ConfigurationProperties("okpay.search")
record SearchSettings(@DefaultValue("data/search") Path dir, @DefaultValue("5000") int atOnce) {}
