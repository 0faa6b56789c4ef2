//! Reads the command line and says what is wrong with it, in either language. Knows no command.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, FromArgMatches};

use super::args::{Action, CommandLine};
use super::chinese::chinese;
use crate::language::Lang;

/// A command line, understood or not.
pub(super) enum Parsed {
    /// What to do.
    Action(Action),
    /// Help or version, asked for.
    Help(String),
    /// What is wrong.
    Wrong(String),
}

/// Reads the command line; speaks `lang`.
pub(super) fn parse(words: &[OsString], lang: Lang) -> Parsed {
    let command = match lang {
        Lang::Zh => in_chinese(CommandLine::command()),
        Lang::En => CommandLine::command(),
    };
    let parsed = command
        .try_get_matches_from(words)
        .and_then(|matches| CommandLine::from_arg_matches(&matches));
    match parsed {
        Ok(line) => Parsed::Action(line.action),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                Parsed::Help(error.render().to_string())
            }
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                Parsed::Wrong(error.render().to_string())
            }
            _ => Parsed::Wrong(wrong(&error, lang)),
        },
    }
}

fn wrong(error: &clap::Error, lang: Lang) -> String {
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        _ => None,
    };
    let argument = said(ContextKind::InvalidArg).unwrap_or_default();
    let value = said(ContextKind::InvalidValue).unwrap_or_default();
    let text = match (lang, error.kind()) {
        (Lang::En, _) => return error.render().to_string(),
        (Lang::Zh, ErrorKind::UnknownArgument) => format!("不认识的参数 {argument}"),
        (Lang::Zh, ErrorKind::InvalidSubcommand) => {
            let word = said(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("不认识的命令 {word}")
        }
        (Lang::Zh, ErrorKind::InvalidValue | ErrorKind::ValueValidation) => {
            let allowed = said(ContextKind::ValidValue);
            let allowed = allowed.map(|a| format!("；可用：{a}")).unwrap_or_default();
            format!("{argument} 的值 “{value}” 不对{allowed}")
        }
        (Lang::Zh, ErrorKind::MissingRequiredArgument | ErrorKind::MissingSubcommand) => {
            format!("缺少 {argument}")
        }
        (Lang::Zh, ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues) => {
            format!("{argument} 给得不够")
        }
        (Lang::Zh, ErrorKind::ArgumentConflict) => format!("{argument} 重复或互相冲突"),
        (Lang::Zh, ErrorKind::TooManyValues) => format!("{argument} 的值太多"),
        (Lang::Zh, ErrorKind::NoEquals) => format!("{argument} 与值之间要有 ="),
        (Lang::Zh, ErrorKind::InvalidUtf8) => "参数不是 UTF-8 文字".to_owned(),
        (Lang::Zh, _) => "命令行有误".to_owned(),
    };
    let near = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .find_map(said)
    .map(|near| format!("；是否想写 {near}？"))
    .unwrap_or_default();
    format!("错误: {text}{near}\n用 dabiao --help 查看用法")
}

fn in_chinese(command: clap::Command) -> clap::Command {
    let mut command = command
        .about("规划目标能否达到：概率多大、差多少、花多少钱")
        .help_template("{about-with-newline}\n用法：{usage}\n\n{all-args}")
        .subcommand_help_heading("命令")
        .disable_help_subcommand(true);
    command.build();
    translate(command)
}

fn translate(command: clap::Command) -> clap::Command {
    let arguments: Vec<String> = command
        .get_arguments()
        .map(|a| a.get_id().to_string())
        .collect();
    let actions: Vec<String> = command
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect();
    let parent = command.get_name().to_owned();
    let mut command = command;
    for name in arguments {
        if let Some(zh) = chinese(&name) {
            command = command.mut_arg(&name, |argument| {
                let heading = if argument.is_positional() {
                    "参数"
                } else {
                    "选项"
                };
                // the words for the values stand in the help: clap's own are English
                argument
                    .help(zh)
                    .long_help(None)
                    .hide_possible_values(true)
                    .help_heading(heading)
            });
        }
    }
    for name in actions {
        command = command.mut_subcommand(&name, |action| {
            let own = chinese(&format!("{parent} {name}"));
            let action = match own.or_else(|| chinese(&name)) {
                Some(zh) => action.about(zh),
                None => action,
            };
            translate(action.help_template("{about-with-newline}\n用法：{usage}\n\n{all-args}"))
        });
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn the_command_is_well_formed_in_both_languages() {
        CommandLine::command().debug_assert();
        for lang in [Lang::Zh, Lang::En] {
            for action in [
                "run", "compare", "chart", "check", "list", "explain", "new", "sheet", "schema",
                "batch",
            ] {
                let Parsed::Help(text) = parse(&words(&format!("dabiao {action} --help")), lang)
                else {
                    panic!("help was asked for")
                };
                assert_eq!(text.contains("用法"), lang == Lang::Zh, "{text}");
            }
        }
    }

    #[test]
    fn every_command_and_argument_speaks_chinese() {
        fn check(command: &clap::Command) {
            for argument in command.get_arguments() {
                assert!(
                    chinese(argument.get_id().as_str()).is_some(),
                    "{argument:?}"
                );
            }
            for action in command.get_subcommands() {
                assert!(
                    chinese(action.get_name()).is_some(),
                    "{}",
                    action.get_name()
                );
                check(action);
            }
        }
        check(&CommandLine::command());
    }

    #[test]
    fn wrong_lines_name_what_is_wrong() {
        for (line, part) in [
            ("dabiao run a.yaml --rnus 3", "--rnus"),
            ("dabiao run a.yaml --runs 0", "0"),
            ("dabiao run a.yaml --threads -1", "-1"),
            ("dabiao compare a.yaml", "FILES"),
            ("dabiao walk a.yaml", "walk"),
        ] {
            for lang in [Lang::Zh, Lang::En] {
                let Parsed::Wrong(text) = parse(&words(line), lang) else {
                    panic!("{line} is wrong")
                };
                assert!(text.contains(part), "{line}: {text}");
            }
        }
    }
}
