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
number <- function(x) ifelse(is.na(x), "null", sprintf("%.17g", x))
entries <- c()
entry <- function(design, command, item, domain, estimate, se, deff, df, n) {
  entries <<- c(entries, sprintf(
    '{"design": "%s", "command": "%s", "item": "%s", "domain": %s, "estimate": %s, "se": %s, "deff": %s, "df": %s, "n": %d}',
    design, command, item, domain, number(estimate), number(se), number(deff), number(df), n))
}
one <- function(key, command, item, by = NULL) {
  whole <- designs[[key]]
  levels <- if (is.null(by)) list(NULL) else sort(unique(as.character(whole$variables[[by]])))
  f <- as.formula(paste0("~", item))
  for (level in levels) {
    d <- if (is.null(by)) whole else whole[which(as.character(whole$variables[[by]]) == level), ]
    s <- if (command == "means") svymean(f, d, na.rm = TRUE, deff = TRUE) else svytotal(f, d, na.rm = TRUE, deff = TRUE)
    domain <- if (is.null(by)) "{}" else sprintf('{"%s": "%s"}', by, level)
    entry(key, command, item, domain, coef(s)[[1]], SE(s)[[1]], deff(s)[[1]], degf(d), sum(!is.na(d$variables[[item]])))
  }
}
for (command in c("means", "totals")) {
  for (key in c("clus1", "clus2", "strat")) for (item in c("api00", "enroll", "ell")) {
    one(key, command, item); one(key, command, item, "stype"); one(key, command, item, "sch.wide")
  }
  one("nhanes", command, "HI_CHOL"); one("nhanes", command, "HI_CHOL", "race"); one("nhanes", command, "HI_CHOL", "agecat")
}
writeLines(c("[", paste0(entries, c(rep(",", length(entries) - 1), "")), "]"), "expected.json")
