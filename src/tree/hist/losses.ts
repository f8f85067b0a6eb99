/**
 * The losses by name, as plain data that a worker can be told.
 */
import { DevianceLoss } from "./deviance-loss.js";
import { LogisticLoss } from "./logistic-loss.js";
import type { HistLoss } from "./loss.js";
import { absoluteErrorLoss, quantileLoss } from "./slopes-loss.js";
import { SoftmaxLoss } from "./softmax-loss.js";
import { SquaredErrorLoss } from "./squared-error-loss.js";

/** Which loss. */
export type HistLossChoice =
  | { readonly name: "squaredError" | "absoluteError" | "poisson" | "gamma" }
  | { readonly name: "quantile"; readonly quantile: number }
  | { readonly name: "logLoss"; readonly classes: number };

/** The loss that was chosen. */
export function histLoss(choice: HistLossChoice): HistLoss {
  switch (choice.name) {
    case "squaredError":
      return new SquaredErrorLoss();
    case "absoluteError":
      return absoluteErrorLoss();
    case "quantile":
      return quantileLoss(choice.quantile);
    case "poisson":
    case "gamma":
      return new DevianceLoss(choice.name);
    case "logLoss":
      return choice.classes === 2 ? new LogisticLoss() : new SoftmaxLoss(choice.classes);
  }
}
