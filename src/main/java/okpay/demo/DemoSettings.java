package okpay.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Whether an empty database is filled with the demo company.
///
/// @param demo true to fill it; off unless asked for, so that a real database never gets invented
///   people
/// @param seed the same seed gives the same company
@ConfigurationProperties("okpay")
record DemoSettings(@DefaultValue("false") boolean demo, @DefaultValue("42") long seed) {}
