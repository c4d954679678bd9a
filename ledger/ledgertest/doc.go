// Package ledgertest holds every store of package ledger to its contract, and
// makes as many records as a test or a benchmark needs ([Vary]).
package ledgertest
