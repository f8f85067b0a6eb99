/**
 * The losses by name, as plain data that a worker can be told.
 */
import { BinomialLoss } from "./binomial-loss.js";
import { ExponentialLoss } from "./exponential-loss.js";
import { HuberLoss } from "./huber-loss.js";
import type { Loss } from "./loss.js";
import { MultinomialLoss } from "./multinomial-loss.js";
import { absoluteErrorLoss, quantileLoss } from "./quantile-loss.js";
import { SquaredErrorLoss } from "./squared-error-loss.js";

/** Which loss. */
export type LossChoice =
  | { readonly name: "squaredError" | "absoluteError" | "exponential" }
  | { readonly name: "huber" | "quantile"; readonly alpha: number }
  | { readonly name: "logLoss"; readonly classes: number };

/** The loss that was chosen. */
export function lossOf(choice: LossChoice): Loss {
  switch (choice.name) {
    case "squaredError":
      return new SquaredErrorLoss();
    case "absoluteError":
      return absoluteErrorLoss();
    case "huber":
      return new HuberLoss(choice.alpha);
    case "quantile":
      return quantileLoss(choice.alpha);
    case "exponential":
      return new ExponentialLoss();
    case "logLoss":
      return choice.classes === 2 ? new BinomialLoss() : new MultinomialLoss(choice.classes);
  }
}
