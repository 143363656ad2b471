# The oracle: writes the real surveys that R's package `survey` ships as CSV, and what that package says about them as expected.json.
# Run in this folder, with r-base-core and r-cran-survey of Debian: Rscript make.R
suppressMessages(library(survey))
data(api); data(nhanes)
options(digits = 17)

for (name in c("apistrat", "apiclus1", "apiclus2", "nhanes"))
  write.csv(get(name), paste0(name, ".csv"), row.names = FALSE)

designs <- list(
  clus1 = svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1),
  clus2 = svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2),
  strat = svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat),
  nhanes = svydesign(id = ~SDMVPSU, strata = ~SDMVSTRA, weights = ~WTMEC2YR, nest = TRUE, data = nhanes)
)
# Fitted to the schools of the whole state, which is known.
types <- data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018))
wide <- data.frame(sch.wide = c("No", "Yes"), Freq = c(1072, 5122))
cross <- as.data.frame(xtabs(~stype + sch.wide, apipop))
tight <- list(maxit = 1000, epsilon = 1e-13)
designs$post <- postStratify(designs$clus1, ~stype, types)
designs$crossed <- postStratify(designs$strat, ~stype + sch.wide, cross)
designs$raked <- rake(designs$clus1, list(~stype, ~sch.wide), list(types, wide), control = tight)
designs$both <- rake(designs$post, list(~sch.wide, ~stype), list(wide, types), control = tight)

number <- function(x) ifelse(is.na(x), "null", sprintf("%.17g", x))
entries <- c()
entry <- function(design, command, item, domain, level, estimate, se, deff, df, n, ci = NULL) {
  interval <- if (is.null(ci)) "" else sprintf(', "ci": [%s, %s]', number(ci[1]), number(ci[2]))
  entries <<- c(entries, sprintf(
    '{"design": "%s", "command": "%s", "item": "%s", "domain": %s, "level": "%s", "estimate": %s, "se": %s, "deff": %s, "df": %s, "n": %d%s}',
    design, command, item, domain, level, number(estimate), number(se), number(deff), number(df), n, interval))
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
      s <- svyratio(f, as.formula(paste0("~", parts[2])), d, na.rm = TRUE, deff = TRUE)
      n <- sum(inside & !is.na(d$variables[[parts[1]]]) & !is.na(d$variables[[parts[2]]]))
      entry(key, command, item, domain, "", coef(s)[[1]], SE(s)[[1]], deff(s)[[1]], degf(d), n)
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
one("nhanes", "proportions", "HI_CHOL"); one("nhanes", "proportions", "HI_CHOL", "race"); one("nhanes", "proportions", "race", "agecat")
writeLines(c("[", paste0(entries, c(rep(",", length(entries) - 1), "")), "]"), "expected.json")
