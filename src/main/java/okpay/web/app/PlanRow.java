package okpay.web.app;

import okpay.friends.Plan;

/// A plan and who is to get the money, half masked.
public record PlanRow(Plan plan, String payee) {}
