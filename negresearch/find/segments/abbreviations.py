"""Words whose full stop need not end a sentence, sorted by what tells the two cases apart."""

from __future__ import annotations

#: A name, a figure or a word always follows: never an end.
NEVER = frozenset(
    "Mr Mrs Ms Mx Dr Prof Gen Col Lt Sgt Capt Cpt Cmdr Cdr Adm Maj Brig Pvt Cpl Sen Rep Reps Sens Gov Rev Hon Amb"
    " Messrs Mme Mlle Mgr Supt Insp Det Fr Ste Mt Ft Pres Sec Min Dep Lieut Maj-Gen Lt-Gen Lt-Col Brig-Gen vs v viz"
    " cf e.g i.e eg ie resp incl esp approx ca".split()
)
#: Ends nothing where a number follows ("No. 5", "Art. 51", "Feb. 24").
BEFORE_NUMBER = frozenset(
    "No Nos no nos Art art Arts Sect sect Fig fig Figs pp p Vol vol Ch ch para Para paras Par par Op op ed Res res"
    " Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec c Pt pt Reg reg Doc doc Ref ref Tel tel est Est".split()
)
#: May end a sentence: does so where the next word is one of `STARTERS`.
MAYBE = frozenset(
    "Inc Corp Co Ltd Bros Cos Assn Dept Univ GmbH Plc Jr Sr Esq St Ave Blvd Rd Hwy Bldg Ph.D etc al Jan Feb Mar Apr"
    " Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri Calif Fla Mass Conn Ariz Tenn Okla Mich Minn Wis"
    " Pa Va Md Ga Ill Ind Kan Ky Mo Neb Nev Ore Tex Wash Colo Del Intl intl Gov't govt Govt dept".split()
)
#: All of these.
ABBREVIATIONS = NEVER | BEFORE_NUMBER | MAYBE
#: Words that begin sentences and hardly ever names: a capital on one of these ends the doubt.
STARTERS = frozenset(
    "A About According Across After Again Against All Almost Also Although Among An And Another Any Are As At Because"
    " Before Besides Both But By Can Could Despite Did Do Does During Each Earlier Either Even Every Everyone Few"
    " Finally For From Further Given Had Has Have He Hence Her Here Hers Him His How However I If In Indeed Instead Is"
    " It Its Just Last Later Less Let Like Many Maybe Meanwhile More Moreover Most Much My Neither Never Nevertheless"
    " Next No Nobody None Nor Not Nothing Now Of Officials On Once One Only Or Other Others Our Over Perhaps Rather She"
    " Should Similarly Since So Some Someone Sometimes Soon Still Such Than That The Their Them Then There Therefore"
    " These They This Those Though Through Thus To Today Together Tomorrow Two Under Unfortunately Unless Until Upon"
    " Was We Were What Whatever When Where Whether Which While Who Whose Why With Within Without Would Yes Yesterday"
    " Yet You Your".split()
)
#: Verbs that give somebody the word: in “Why?” Putin asked, the sentence goes on behind the mark.
GIVES_THE_WORD = (
    "said|says|asked|asks|added|adds|told|replied|replies|wrote|writes|wondered|exclaimed|answered|declared|stressed"
    "|noted|stated|continued|concluded|demanded|insisted|joked|quipped|shouted|cried|emphasized|emphasised|explained"
    "|remarked|tweeted|posted|recalled"
)
