//! The program as people use it: what is written, with which columns, and how it refuses.

mod briefing;
mod chart;
mod compare;
mod explain;
mod kills;
mod languages;
mod map;
mod new;
mod refusals;
mod run;
mod sheet;
mod stage;
mod workbook;
