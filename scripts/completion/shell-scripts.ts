/** What each shell runs to have command lines of tierlab completed; each asks `tierlab completion --answer`. */
export const SHELL_SCRIPTS = {
  // Words are told apart by blanks alone: bash itself would part lvs1:eth0 at the colon, and replaces only what is after it.
  bash: `_tierlab() {
  local line=\${COMP_LINE:0:COMP_POINT} word about
  local -a words
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  local current=\${words[-1]}
  local parted=\${current%"\${current##*[:=]}"}
  COMPREPLY=()
  while IFS=$'\\t' read -r word about; do
    if [[ $word == :files ]]; then
      compopt -o filenames
      while IFS= read -r word; do COMPREPLY+=("\${word#"$parted"}"); done < <(compgen -f -- "$current")
    else
      COMPREPLY+=("\${word#"$parted"}")
    fi
  done < <(tierlab completion --answer -- "\${words[@]:1}" 2>/dev/null)
}
complete -F _tierlab tierlab
`,
  zsh: `#compdef tierlab
_tierlab() {
  local line files
  local -a answers
  for line in "\${(@f)$(tierlab completion --answer -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ $line == :files ]]; then
      files=1
    elif [[ -n $line ]]; then
      answers+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
    fi
  done
  (( $#answers )) && _describe tierlab answers
  [[ -n $files ]] && _files
}
if [[ $funcstack[1] == _tierlab ]]; then _tierlab "$@"; else compdef _tierlab tierlab; fi
`,
  fish: `function __tierlab_answer
    set -l words (commandline -opc)
    for line in (tierlab completion --answer -- $words[2..] (commandline -ct) 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path (commandline -ct)
        else
            echo $line
        end
    end
end
complete -c tierlab -f -a '(__tierlab_answer)'
`,
} as const;
