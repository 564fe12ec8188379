package io.affectstream.ingest.transcript;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Words by which {@link LabelKind} recognises roles and introductions, in lower case. */
final class LabelWords {

  /** Roles of speakers. */
  static final Set<String> ROLES =
      words(
          """
          speaker agent customer caller client interviewer interviewee host hostess guest doctor
          patient operator narrator man woman men women boy girl kid child children male female
          moderator participant officer teacher student pupil professor reporter anchor
          announcer crowd audience everyone together mother father mom mum mommy mummy dad daddy
          grandma grandpa grandmother grandfather son daughter brother sister uncle aunt wife
          husband representative rep advisor adviser consultant support user assistant bot
          chatbot therapist counselor counsellor nurse judge attorney lawyer prosecutor counsel
          clerk witness defendant president chairman chairwoman chairperson chair secretary
          senator minister coach player driver waiter waitress bartender receptionist manager
          supervisor employee guard soldier captain pilot police policeman policewoman detective
          computer robot singer actor actress director producer journalist correspondent
          presenter interpreter translator voice voiceover narration examiner candidate tester
          subject seller buyer vendor shopkeeper neighbor neighbour friend stranger investigator
          sprecher sprecherin interviewerin moderatorin kunde kundin berater beraterin mann frau
          homme femme locuteur locutrice intervenant intervenante cliente hombre mujer locutor
          locutora hablante entrevistador entrevistadora operador operadora agente parlante
          operatore operatrice falante atendente spreker klant konuşmacı müşteri агент оператор
          клиент клиентка диктор спикер говорящий ведущий ведущая собеседник интервьюер врач
          пациент
          """);

  /** Words that may accompany a role. */
  static final Set<String> QUALIFIERS =
      words(
          """
          first second third fourth one two three four five young younger old older elderly
          little small tall big head chief senior junior deputy the another other male female
          news tv radio call service customer police phone english v.o vo o.s os off on screen
          voice sales support care team virtual adult teenage british american
          """);

  /** Words that introduce something or belong to a sentence and so never occur in a name. */
  static final Set<String> ANNOUNCEMENTS =
      words(
          """
          total totals subtotal sum note notes warning caution danger attention notice important
          question questions answer answers example examples result results summary conclusion
          remember reminder step steps chapter part section unit lesson page item items list
          lists price prices cost costs amount balance score invoice bill receipt order account
          address phone telephone fax email e-mail mail website web date time day month year
          place location venue name names number numbers subject title topic theme headline
          deadline agenda first second third fourth fifth firstly secondly thirdly next then
          finally last lastly tip tips hint fact facts rule rules reason reasons problem
          problems solution solutions option options choice choices plan goal goals target aim
          idea point points here there look listen well so now yes no yeah nope ok okay right
          but and or also plus ps p.s nb breaking update updates news today tomorrow yesterday
          tonight monday tuesday wednesday thursday friday saturday sunday january february
          march april june july august september october november december i you he she it we
          they me him her us them my your his its our their this that these those what who whom
          whose which when where why how if because for to in on at by with from of as is are
          was were be been do does did have has had will would can could should must may might
          not never always said says say asked told think thought know guess mean means meaning
          all everything nothing something anything one two three four five six seven eight nine
          ten only just even maybe perhaps please thanks sorry hello hi hey goodbye bye dear oh
          ah um uh wow great good bad big new old more less most best worst status state level
          type kind size weight height length distance speed temperature weather ingredients
          recipe instructions directions requirements recommendation rating verdict quote story
          moral truth source sources credit credits song music chorus verse bridge scene act
          episode season previously subtitles translation transcript caption captions disclaimer
          spoiler alert emergency help stop go wait re fyi btw asap faq todo pro pros con cons
          advantage advantages disadvantage before after meanwhile however therefore otherwise
          actually basically overall altogether average minimum maximum change difference
          increase decrease profit loss revenue tax fee discount bottom line exactly anyway
          besides still let let's that's it's here's there's what's i'm don't can't imagine
          consider suppose see achtung hinweis frage antwort ergebnis summe remarque nota
          atención
          """);

  /** Words that may occur in a name. */
  static final Set<String> PARTICLES =
      words(
          """
          de van von der den la le da di du del dos bin al el ibn ter y
          """);

  private LabelWords() {}

  private static Set<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
  }
}
