package okpay.understanding;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How OKPay understands.
///
/// @param learn at the start what is not learned yet; else only known words are understood
/// @param accepted the share of known questions, unlike those it learned from, that shall be taken
///   for known; the rest is taken for something else, and a question or a person decides
/// @param tone from which confidence a tone is told
/// @param danger the same where somebody's life may be at stake
/// @param urgent from which likeness to somebody in danger or pressed something is done at once
/// @param sure from which confidence an intent is acted upon
@ConfigurationProperties("okpay.understanding")
record UnderstandingSettings(
        @DefaultValue("true") boolean learn,
        @DefaultValue("0.88") double accepted,
        @DefaultValue("0.4") double tone,
        @DefaultValue("0.25") double danger,
        @DefaultValue("0.6") double urgent,
        @DefaultValue("0.5") double sure) {}
