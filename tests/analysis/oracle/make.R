# The oracle: writes the real surveys that R's package `survey` ships as CSV, and what that package says about them as expected.json.
# Run in this folder, with r-base-core and r-cran-survey of Debian: Rscript make.R
suppressMessages(library(survey))
data(api); data(nhanes); data(yrbs); data(hospital); data(scd)
options(digits = 17)
scd$weight <- 1

for (name in c("apistrat", "apiclus1", "apiclus2", "nhanes", "yrbs", "hospital", "scd"))
  write.csv(get(name), paste0(name, ".csv"), row.names = FALSE)

designs <- list(
  clus1 = svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1),
  clus2 = svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2),
  strat = svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat),
  nhanes = svydesign(id = ~SDMVPSU, strata = ~SDMVSTRA, weights = ~WTMEC2YR, nest = TRUE, data = nhanes)
)
designs$yrbs <- svydesign(id = ~psu, weights = ~weight, strata = ~stratum, nest = TRUE, data = yrbs)
designs$hospital <- svydesign(id = ~hospno, strata = ~oblevel, fpc = ~tothosp, weights = ~weighta, data = hospital)
designs$scd <- svydesign(id = ~ambulance, strata = ~ESA, weights = ~weight, nest = TRUE, data = scd)
# Fitted to the schools of the whole state, which is known.
types <- data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018))
wide <- data.frame(sch.wide = c("No", "Yes"), Freq = c(1072, 5122))
cross <- as.data.frame(xtabs(~stype + sch.wide, apipop))
tight <- list(maxit = 1000, epsilon = 1e-13)
designs$post <- postStratify(designs$clus1, ~stype, types)
designs$crossed <- postStratify(designs$strat, ~stype + sch.wide, cross)
designs$raked <- rake(designs$clus1, list(~stype, ~sch.wide), list(types, wide), control = tight)
designs$both <- rake(designs$post, list(~sch.wide, ~stype), list(wide, types), control = tight)

# Replicate weights, written into a copy of the file; what the file cannot say stands in replicates.json.
apiclus1$part <- as.integer(factor(apiclus1$dnum)) %% 3
parted <- svydesign(id = ~dnum, strata = ~part, weights = ~pw, data = apiclus1)
set.seed(20270115)
designs$jk1 <- as.svrepdesign(designs$clus1, type = "JK1")
designs$jkn <- as.svrepdesign(parted, type = "JKn", mse = TRUE)
designs$boot <- as.svrepdesign(parted, type = "subbootstrap", replicates = 20)
designs$brr <- as.svrepdesign(designs$scd, type = "BRR")
designs$fay <- as.svrepdesign(designs$scd, type = "Fay", fay.rho = 0.3)
repeated <- c("jk1", "jkn", "boot", "brr", "fay")
declared <- sapply(repeated, function(key) {
  d <- designs[[key]]
  kept <- intersect(names(d$variables), c("stype", "sch.wide", "comp.imp", "awards", "api99", "api00", "avg.ed", "enroll", "meals", "ell",
    "mobility", "pw", names(scd), "weight"))
  w <- as.matrix(weights(d, "analysis")); colnames(w) <- paste0("rw_", seq_len(ncol(w)))
  write.csv(cbind(d$variables[kept], w), paste0(key, ".csv"), row.names = FALSE)
  kind <- c(jk1 = "JK1", jkn = "JKn", boot = "bootstrap", brr = "BRR", fay = "Fay")[[key]]
  sprintf('"%s": {"type": "%s", "columns": "rw_*", "scale": %.17g, "rscales": [%s], "mse": %s, "rho": %s}', key, kind, d$scale,
    paste(sprintf("%.17g", d$rscales), collapse = ", "), if (isTRUE(d$mse)) "true" else "false", if (key == "fay") "0.3" else "0")
})
writeLines(sprintf("{%s}", paste(declared, collapse = ",\n")), "replicates.json")
designs$jk1raked <- rake(designs$jk1, list(~stype, ~sch.wide), list(types, wide), control = tight)
# Two waves in one file, which share their clusters.
waves <- rbind(transform(apiclus1, wave = 1999, score = api99), transform(apiclus1, wave = 2000, score = api00))
write.csv(waves[c("dnum", "pw", "fpc", "stype", "wave", "score")], "waves.csv", row.names = FALSE)
designs$waves <- svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = waves)

number <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), "null")
entries <- c()
entry <- function(design, command, item, domain, level, estimate, se, deff, df, n, ci = NULL) {
  interval <- if (is.null(ci)) "" else sprintf(', "ci": [%s, %s]', number(ci[1]), number(ci[2]))
  entries <<- c(entries, sprintf(
    '{"design": "%s", "command": "%s", "item": "%s", "domain": %s, "level": "%s", "estimate": %s, "se": %s%s, "df": %s, "n": %d%s}',
    design, command, item, domain, level, number(estimate), number(se),
    if (is.null(deff)) "" else sprintf(', "deff": %s', number(deff)), number(df), n, interval))
}
one <- function(key, command, item, by = NULL) {
  whole <- designs[[key]]
  levels <- if (is.null(by)) list(NULL) else sort(unique(as.character(whole$variables[[by]])))
  parts <- strsplit(item, "/")[[1]]
  f <- as.formula(paste0("~", parts[1]))
  for (level in levels) {
    d <- if (is.null(by)) whole else whole[which(as.character(whole$variables[[by]]) == level), ]
    inside <- weights(d, "sampling") != 0
    domain <- if (is.null(by)) "{}" else sprintf('{"%s": "%s"}', by, level)
    if (command == "ratios") {
      repeats <- inherits(d, "svyrep.design")  # for these R fails to give the design effect of a ratio
      s <- svyratio(f, as.formula(paste0("~", parts[2])), d, na.rm = TRUE, deff = !repeats)
      n <- sum(inside & !is.na(d$variables[[parts[1]]]) & !is.na(d$variables[[parts[2]]]))
      entry(key, command, item, domain, "", coef(s)[[1]], SE(s)[[1]], if (repeats) NULL else deff(s)[[1]], degf(d), n)
    } else if (command == "proportions") {
      values <- d$variables[[item]]
      for (value in sort(unique(as.character(whole$variables[[item]])))) {
        d$variables$is <- as.numeric(as.character(d$variables[[item]]) == value)
        s <- svymean(~is, d, na.rm = TRUE, deff = TRUE)
        p <- coef(s)[[1]]
        ci <- if (p > 0 && p < 1) svyciprop(~is, d, method = "xlogit", df = degf(d), na.rm = TRUE) else NULL
        n <- sum(inside & d$variables$is == 1, na.rm = TRUE)
        entry(key, command, item, domain, value, p, SE(s)[[1]], deff(s)[[1]], degf(d), n, if (is.null(ci)) NULL else confint(ci))
      }
    } else {
      s <- if (command == "means") svymean(f, d, na.rm = TRUE, deff = TRUE) else svytotal(f, d, na.rm = TRUE, deff = TRUE)
      entry(key, command, item, domain, "", coef(s)[[1]], SE(s)[[1]], deff(s)[[1]], degf(d), sum(inside & !is.na(d$variables[[item]])))
    }
  }
}
schools <- c("clus1", "clus2", "strat", "post", "crossed", "raked", "both")
for (command in c("means", "totals")) {
  for (key in schools) for (item in c("api00", "enroll", "ell")) {
    one(key, command, item); one(key, command, item, "stype"); one(key, command, item, "sch.wide")
  }
  one("nhanes", command, "HI_CHOL"); one("nhanes", command, "HI_CHOL", "race"); one("nhanes", command, "HI_CHOL", "agecat")
}
for (key in schools) {
  for (item in c("stype", "awards")) for (by in list(NULL, "sch.wide")) one(key, "proportions", item, by)
  for (item in c("api00/api99", "enroll/meals")) for (by in list(NULL, "stype")) one(key, "ratios", item, by)
}
for (by in list(NULL, "stratum")) { one("yrbs", "means", "qn8", by); one("yrbs", "totals", "qn8", by) }
one("yrbs", "proportions", "qn8")
for (command in c("means", "totals")) for (by in list(NULL, "oblevel")) one("hospital", command, "births", by)
for (key in c("scd", "brr", "fay")) {
  for (command in c("means", "totals")) for (item in c("alive", "arrests")) one(key, command, item)
  one(key, "ratios", "alive/arrests")
}
for (key in c("jk1", "jkn", "boot", "jk1raked")) {
  for (command in c("means", "totals")) for (item in c("api00", "enroll")) for (by in list(NULL, "stype")) one(key, command, item, by)
  one(key, "proportions", "awards"); one(key, "proportions", "awards", "sch.wide"); one(key, "ratios", "api00/api99")
}
one("nhanes", "proportions", "HI_CHOL"); one("nhanes", "proportions", "HI_CHOL", "race"); one("nhanes", "proportions", "race", "agecat")
writeLines(c("[", paste0(entries, c(rep(",", length(entries) - 1), "")), "]"), "expected.json")

# Quantiles, tables, differences and scales.
more <- c()
tell <- function(design, command, options, rows) more <<- c(more, sprintf(
  '{"design": "%s", "command": "%s", "options": %s, "rows": [%s]}', design, command, options, paste(rows, collapse = ", ")))
object <- function(...) { v <- list(...); sprintf("{%s}", paste(sprintf('"%s": %s', names(v), sapply(v, function(x) if (is.character(x)) sprintf('"%s"', x) else number(x))), collapse = ", ")) }

rules <- c("math", "school", "shahvaish", paste0("hf", 1:9))
repeats <- c("jk1", "jkn", "boot", "jk1raked")
for (key in c(schools, repeats)) for (item in c("api00", "enroll", "meals")) for (rule in if (key %in% repeats) c("math", "hf7") else rules) {
  d <- designs[[key]]
  s <- svyquantile(as.formula(paste0("~", item)), d, c(0.1, 0.25, 0.5, 0.9), na.rm = TRUE, qrule = rule)[[1]]
  whole <- d[!is.na(d$variables[[item]]), ]
  tell(key, "quantiles", object(item = item, rule = rule), apply(cbind(c(0.1, 0.25, 0.5, 0.9), s), 1, function(r)
    object(at = r[[1]], estimate = r[[2]], low = r[[3]], high = r[[4]], se = r[[5]], df = degf(whole))))
}
for (key in c(schools, repeats)) for (pair in list(c("stype", "awards"), c("sch.wide", "comp.imp"))) {
  s <- svychisq(as.formula(paste0("~", pair[1], "+", pair[2])), designs[[key]])
  tell(key, "crosstab", object(rows = pair[1], columns = pair[2]),
       object(f = s$statistic[[1]], ndf = s$parameter[[1]], ddf = s$parameter[[2]], p = s$p.value[[1]]))
}
for (pair in list(c("HI_CHOL", "race"), c("HI_CHOL", "agecat"), c("race", "agecat"), c("race", "RIAGENDR"))) {
  s <- svychisq(as.formula(paste0("~", pair[1], "+", pair[2])), designs$nhanes)
  tell("nhanes", "crosstab", object(rows = pair[1], columns = pair[2]),
       object(f = s$statistic[[1]], ndf = s$parameter[[1]], ddf = s$parameter[[2]], p = s$p.value[[1]]))
}
difference <- function(key, item, by, base) {
  d <- designs[[key]]
  d$variables$group <- relevel(factor(d$variables[[by]]), ref = base)
  m <- svyglm(as.formula(paste0(item, " ~ group")), d)
  t <- summary(m)$coefficients
  w <- regTermTest(m, ~group)
  rows <- sapply(2:nrow(t), function(i) object(level = sub("^group", "", rownames(t)[i]), estimate = t[i, 1], se = t[i, 2], p = t[i, 4], df = m$df.residual))
  tell(key, "compare", object(item = item, by = by, against = base, f = w$Ftest[[1]], ndf = w$df, ddf = w$ddf, p = w$p[[1]]), rows)
}
for (key in c(schools, repeats)) for (item in c("api00", "enroll")) { difference(key, item, "stype", "H"); difference(key, item, "sch.wide", "No") }
m <- svyglm(score ~ factor(wave), designs$waves); t <- summary(m)$coefficients
tell("waves", "trend", object(item = "score", wave = "wave"), object(level = "2000", estimate = t[2, 1], se = t[2, 2], p = t[2, 4], df = m$df.residual))
difference("nhanes", "HI_CHOL", "race", "2"); difference("nhanes", "HI_CHOL", "RIAGENDR", "1")
for (key in c(schools, repeats)) {
  tell(key, "alpha", object(items = "api99,api00,avg.ed"), object(alpha = svycralpha(~api99 + api00 + avg.ed, designs[[key]], na.rm = TRUE)[[1]]))
}
model <- function(key, formula, family, r) {
  chosen <- if (family == "linear") gaussian() else quasibinomial()
  # By value: with replicates svyglm looks for its arguments where their names mean other things.
  m <- do.call(svyglm, list(r, designs[[key]], family = chosen, control = list(epsilon = 1e-15, maxit = 100)))
  t <- summary(m)$coefficients
  tell(key, "regress", object(formula = formula, family = family), sapply(seq_len(nrow(t)), function(i)
    object(term = rownames(t)[i], estimate = t[i, 1], se = t[i, 2], p = t[i, 4], df = m$df.residual)))
}
for (key in c(schools, repeats)) {
  model(key, "api00 ~ ell + meals + stype", "linear", api00 ~ ell + meals + stype)
  model(key, "api00 ~ ell*mobility + avg.ed", "linear", api00 ~ ell * mobility + avg.ed)
  model(key, "api00 ~ stype - 1", "linear", api00 ~ stype - 1)
}
for (formula in c("HI_CHOL ~ factor(race) + factor(agecat)", "HI_CHOL ~ RIAGENDR:race", "HI_CHOL ~ 1"))
  for (family in c("linear", "logistic")) model("nhanes", formula, family, as.formula(formula))
writeLines(c("[", paste0(more, c(rep(",", length(more) - 1), "")), "]"), "expected_more.json")

# The raked weights, case by case.
writeLines(sprintf("[%s]", paste(number(weights(designs$raked)), collapse = ", ")), "raked.json")
