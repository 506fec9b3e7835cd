"""Into which file of the index a word goes: by how it begins.

Older posts have their words in many files, whose number follows from the number of posts alone, so
that no edit moves a word from one file to another. The newest posts, and all that is not a post,
have theirs in a few files: a new post changes these, and no other.
"""

from __future__ import annotations

from functools import cache

from plugins.outputs.search.postings import prefix_of

# So many posts at a time join the older ones.
BLOCK = 64
# A file of older posts has about so many occurrences, some 15 kB when it is packed.
OCCURRENCES = 10_000
# What a post of 900 words has: different words, without those of `terms.STOP`.
WORDS_OF_A_POST = 330
# The files of what is new or no post, each with the first letters of its words.
GROUPS = ("abcdef0123456789", "ghijklmnop", "qrstuvwxyz")

# How many of ten thousand different words of English posts begin so, and not as a longer one here.
_SHARES = """
0:37 1:75 10:15 2:52 20:9 201:23 202:44 2020:14 2021:15 3:49 4:34 5:24 6:13 7:15 8:1 9:1
a:44 ab:21 ac:33 ad:16 add:23 addr:14 ag:19 aga:23 al:36 alo:22 an:12 ano:18 ans:1 answ:41
any:31 ap:31 ar:31 as:5 ask:43 aske:23 asks:16 au:25 b:15 ba:22 bac:28 bar:22 be:34 bec:16
beg:25 bel:27 bes:23 bet:23 bl:23 bo:32 bot:14 br:33 bu:26 c:28 ca:23 cal:34 cam:19 can:28
car:21 care:43 ch:8 cha:9 chan:60 char:23 che:35 cho:15 cl:19 cli:12 clo:15 co:35 col:30
com:6 come:35 comm:19 comp:32 con:34 cont:32 cor:19 cou:5 coun:49 cu:12 d:10 da:14 dat:34
day:37 de:39 dec:6 dece:13 deci:19 des:25 di:19 dif:25 dis:18 do:22 doc:15 don:25 dow:23
dr:14 dra:25 e:46 ea:10 eac:1 each:43 eas:12 ed:17 el:29 en:12 end:25 eng:32 ev:1 eve:1
even:22 ever:62 ex:20 exa:30 exp:30 f:6 fa:27 fai:15 fam:23 fe:19 fee:22 few:17 fi:23 fig:20
figu:34 fil:21 fin:13 find:24 fir:1 firs:37 fiv:15 fo:8 fol:20 for:35 fou:1 foun:19 four:30
fr:26 fu:18 g:13 ga:27 ge:24 gi:6 giv:1 give:39 go:37 goe:15 goo:20 gr:18 gu:16 h:23 ha:8
hal:12 han:18 hap:30 har:1 hard:21 harm:25 he:2 hea:1 head:20 heal:19 hear:25 hel:23 ho:21
hol:23 hos:35 hou:17 hu:19 i:23 im:26 in:14 inc:14 inf:12 ins:15 int:12 inv:11 inve:40 it:70
j:13 jo:17 ju:12 k:2 ke:35 ki:29 kn:7 kno:1 know:51 l:3 la:26 lar:14 las:26 lat:22 le:19
lea:21 lear:26 leav:18 lef:17 let:28 li:39 lik:35 lin:1 line:26 link:18 lis:1 list:55 liv:12
lo:18 lon:29 loo:1 look:68 los:15 m:9 ma:16 mad:23 mak:31 man:28 mar:20 mat:19 may:26 md:25
me:37 mea:35 med:18 mee:19 mi:26 min:23 mis:25 mo:23 mon:35 mos:21 mov:21 mu:21 n:3 na:1
nam:1 name:52 nat:24 ne:21 nee:1 need:39 nev:19 new:26 news:18 nex:29 nh:12 ni:28 no:15
nob:30 non:16 not:1 note:27 noth:21 noti:21 now:19 nu:2 num:34 nur:23 o:26 of:26 ol:23 on:3
one:57 op:27 or:28 ot:15 ou:17 p:7 pa:31 pag:1 page:49 pai:12 par:12 part:35 pas:14 pat:8
pati:65 pe:12 peo:1 peop:39 per:14 pers:34 ph:21 pi:21 pl:3 pla:15 plac:37 plan:19 ple:17
po:31 pos:1 post:66 pr:6 pre:26 pri:19 pro:48 ps:12 pu:12 pub:1 publ:48 put:27 py:13 q:1
qu:26 que:1 ques:40 r:6 ra:30 re:48 rea:9 reac:14 read:71 real:15 rec:34 rel:12 rep:8
repl:13 repo:41 res:26 rev:31 ri:20 rig:21 ro:15 roo:22 rou:13 ru:3 rul:17 run:19 s:20 sa:16
saf:1 safe:58 sai:19 sam:10 same:26 say:38 says:32 sc:31 se:23 sec:7 seco:29 see:41 sen:28
ser:1 seri:21 serv:31 set:29 sh:24 sha:25 sho:2 shor:17 show:32 si:34 sig:26 sin:19 sit:25
six:17 sl:21 sm:26 so:13 som:1 some:84 sou:25 sp:19 spe:23 st:19 sta:5 staf:21 stan:28
star:14 stat:15 stay:15 sti:19 sto:3 stop:26 stor:21 str:22 su:6 sub:17 sum:15 sup:13 sur:28
sy:15 t:6 ta:25 tab:23 tak:3 take:38 te:22 tea:17 tel:8 tell:39 ten:15 tex:12 th:21 the:21
thi:1 thin:55 thir:13 thr:28 ti:28 tim:34 tit:12 to:37 tod:12 tol:24 top:23 tr:26 tre:15
tru:19 try:12 tu:21 tw:14 two:36 u:23 un:26 uni:12 us:28 use:29 v:21 va:26 vi:18 w:4 wa:23
wai:17 wan:17 war:34 way:30 we:29 wee:23 wel:14 wh:6 whe:14 who:79 wi:14 wit:1 with:35 wo:8
wor:24 word:41 work:48 worl:12 wr:1 wri:1 writ:60 wro:1 wron:23 wrot:15 x:1 y:15 ye:12 yea:1
year:50 yes:13 z:1
"""
SHARES = {name: int(share) for name, _, share in (each.partition(":") for each in _SHARES.split())}


def older(posts: int) -> int:
    """Return how many posts, of so many in all, are older ones."""
    return posts - posts % BLOCK


def prefixes(posts: int) -> frozenset[str]:
    """Return the beginnings of words by which older posts are divided, for so many of them."""
    if not posts:
        return frozenset()
    rounded = 1 << (posts - 1).bit_length()  # seldom another number
    most = OCCURRENCES / (rounded * WORDS_OF_A_POST) * 10_000
    found: set[str] = {""}

    def divide(name: str) -> None:
        found.add(name)
        if _share(name) <= most:
            return
        for longer in SHARES:
            if longer[:-1] == name and _share(longer) > most / 4:
                divide(longer)  # what is less stays here

    for first in filter(lambda name: len(name) == 1, SHARES):
        divide(first)
    return frozenset(found)


@cache
def _share(name: str) -> int:
    """Return how many of ten thousand words begin so."""
    return sum(share for longer, share in SHARES.items() if longer.startswith(name))


def shard_of(word: str, divided: frozenset[str]) -> str:
    """Return the name of the file that has a word of older posts."""
    return "old-" + (prefix_of(word, divided) or "_")


def group_of(word: str) -> str:
    """Return the name of the file that has a word of what is new or no post."""
    for number, letters in enumerate(GROUPS):
        if word[0] in letters:
            return f"new-{number}"
    return f"new-{len(GROUPS) - 1}"
