/*
 * The race of examples/cases/c08 as a model for Spin, with as many pages as PAGES, each pinned without locks by a thread
 * of its own, while another thread forks. Linux 5.9 and 5.10: fork looks for pins, then copies; nothing tells GUP-fast.
 * The steps follow those of core/machine/atomic. The model leaves out the LRU batches, the child's page table and how each
 * operation ended, so it has fewer states than the simulator.
 */
#ifndef PAGES
#define PAGES 3
#endif
#define BIAS 1024

short refs[PAGES];   /* page_count of the old page */
bit writable[PAGES]; /* of the parent's entry */
bit moved[PAGES];    /* the parent's entry names a copy */
bit held[PAGES];     /* the pin holds the page that the entry names when it is taken */
bit early[PAGES];    /* fork copied the page for the child */
bit has_pinned, lock, started, ended;
/* What decides which orders of whole operations explain an interleaving: who had ended when who began. */
bit before_fork[PAGES], after_fork[PAGES], among[PAGES * PAGES];
bit done[PAGES];
byte how[PAGES]; /* 0: no fault, 1: copied */

inline begin_pin(me, j) {
  after_fork[me] = ended;
  j = 0;
  do
  :: j < PAGES -> among[me * PAGES + j] = done[j]; j++
  :: else -> break
  od;
  j = 0
}

proctype pin(byte me) {
  byte j = 0;
  /* has_pinned is set and the entry is read in one step, as in the simulation's first step. */
  if
  :: atomic { writable[me] && !moved[me] -> begin_pin(me, j); has_pinned = 1 };
     d_step { refs[me] = refs[me] + BIAS };
     if
     :: atomic { writable[me] -> held[me] = 1; done[me] = 1 }; goto out
     :: atomic { !writable[me] -> refs[me] = refs[me] - BIAS }
     fi
  :: atomic { !writable[me] -> begin_pin(me, j); has_pinned = 1 }
  fi;
slow:
  if
  :: atomic { !lock && writable[me] -> refs[me] = refs[me] + BIAS; done[me] = 1 }; goto out
  :: atomic { !lock && !writable[me] -> refs[me] = refs[me] + 1 } /* the fault holds the page and copies */
  fi;
  d_step { refs[me] = refs[me] - 2; moved[me] = 1; writable[me] = 1; how[me] = 1 };
  d_step { held[me] = 1; done[me] = 1 };
out:
  skip
}

proctype forks() {
  byte i = 0;
  bit copies = 0;
  byte j = 0;
  atomic {
    lock = 1;
    do
    :: j < PAGES -> before_fork[j] = done[j]; j++
    :: else -> break
    od;
    j = 0;
    started = 1
  };
  d_step { i = 0 }; /* the mapping is inherited */
  do
  :: i < PAGES ->
     d_step { copies = (has_pinned && refs[i] >= BIAS) };
     d_step {
       if
       :: copies -> early[i] = 1
       :: else -> refs[i] = refs[i] + 1; writable[i] = 0
       fi;
       copies = 0;
       i++
     }
  :: atomic { i == PAGES -> lock = 0; ended = 1 }; break
  od
}

init {
  byte k = 0;
  atomic {
    do
    :: k < PAGES -> refs[k] = 1; writable[k] = 1; run pin(k); k++
    :: else -> break
    od;
    run forks()
  }
}
