"""An everyday sense is heard as such, and the same word about a person still tells of danger."""

import pytest

from api.safety.finding import Certainty
from api.safety.screen import Screen

EVERYDAY = (
    "She got her blue badge, just wanted to tell you",
    "he went for the grey coat in the end",
    "Staff are keen but training has been hit and miss",
    "the darts lads hammered us, who runs the league?",
    "Are you able to cut my hedge back, it's overdosing on the footpath",
    "the dog attacked the postman's bag again, any training classes?",
    "I'm writing a radio play where a man thinks about suicide, is there a scriptwriting group?",
    "there's a gunshot sound at the start of the fun run",
    "looking for a first aid course that covers choking and CPR",
    "I'd sooner die than wear lycra",
    "unconscious bias training is due",
    "I want to end it with my gym membership",
    "I want to finish it tomorrow, can I save this form",
    "she was hit by redundancy",
    "the bank took my card",
    "the doctor won't let me drive",
    "kids were screaming with delight",
    "my son pushed me on the swing",
    "my nephew follows me on instagram",
    "long term investment in the sector is locked in with ten year agreements",
    "gluten free costs a bomb",
    "who reads my messages",
    "my phone's about to die",
    "I need someone to lock me out of the betting sites",
    "my partner wasn't my husband so the family shut me out of the burial",
    "my money stop, job centre no answer me",
    "the practice nurse weighed me and says I'm obese, which I knew",
    "I live in Chester and I'm housebound",
    "lonely since I stopped driving, I rarely leave the house and I'd need someone to go with me",
    "I'm lonely, I hardly get out, and I'd want somebody to come with me",
    "I just want to go to a group",
    "I'll kill him if he eats the last biscuit",
    "I'll swing for her if she parks across my drive one more time",
    "I can't go on my own, I need someone to come with me",
    "on my own is fine",
    "no one just now, they've all moved away",
    "I live alone and don't see a soul",
    "what happens to my son when I'm too old to look after him",
    "I can't leave her on her own, it's the dementia",
    "I can't see a way to pay it off",
    "I want to feel like me again",
    "he's had a stroke and can't use his right arm, is there an art class",
    "I've not been able to touch his side of the bed or move his clothes",
    "my son gets bullied for his hearing aids, is there a club",
    "there's no point in me answering that",
    "it hit us with a surcharge and a fine",
    "he put the knife in at the parish meeting",
    "she won't come to church because of her hip",
    "it'd be suicide to turn the heating on",
    "I'd hang myself a bit of tinsel up",
    "staff must ring 999 if someone collapses",
    "patients tell us they feel suicidal and we have a protocol",
    "the project died a death",
)

DANGER = (
    "I will kill her if she leaves me",
    "she is going blue",
    "After football he battered me",
    "he hit me for asking about the bill",
    "I'm going to hang myself off a curtain rail",
    "I want to kill myself, mum has gone out for a coffee",
    "she won't come to, she's on the floor",
    "my dad would kill me if he knew I had a boyfriend",
    "he put the knife in my back",
    "he's had a stroke, his face has dropped and he can't talk",
    "my son is being bullied in his class and beaten up",
    "I told staff they must ring 999 now",
    "it would be suicide to stay with him, he'll kill me",
    "the noose is round my neck",
    "he took my passport and locks me in",
    "he won't let me go out on my own",
    "he beat me at home again",
    "he beats her all the time",
    "the boys got beaten again by their dad",
    "got beaten at school by the older lads",
    "drunk after pool he beat me",
    "dad collapsed on me",
    "she is on the toilet bleeding and it won't stop",
    "i was attacked in the garden by a man",
    "he tried to strangle me by the tree",
    "in my car and going to die tonight",
    "at his place i was locked in",
    "he tied me up with string",
    "i was hit by my husband, it hurts",
    "i was hit by him, cuts all over my face",
    "hit me with his belt",
    "he stopped the car and battered me",
    "pain in my neck and chest and down my arm",
    "I'll throw myself under the bus by the school",
    "i cut myself a bit every night",
    "scared of hurting myself when I'm alone",
    "I've been drinking and I want to end it all",
    "he won't let me eat until I've cleaned the house",
    "when he's had a drink he takes my money",
    "my husband keeps my tablets and my bank card",
    "he follows me to the toilet",
    "do you help women who have been raped",
    "got a first aid kit but she's bleeding heavily and won't stop",
    "my friend at book club is beaten by her husband",
    "made a scene and hit her in the face",
    "I think I'm about to have a heart attack with this pain",
    "mum can't talk well, her face has dropped",
    "arm numb after walking, chest tight",
    "he never hits me, he just grabs me by the throat",
    "I want to drop dead",
    "i overdosed on paracetamol over the weekend",
    "I'd rather die than go back to school",
    "I'd rather be dead than do one more day of this",
    "kids were left home alone all night",
    "pushed me down the hill",
    "my heart is aching and my arm is numb and I'm sweating",
    "the dog bit my baby in the face",
    "finish it tonight, tell my manager I'm sorry",
    "at drama group the teacher touches the girls",
    "I'm in a play but I want to kill myself",
    "watching EastEnders and he punched me in the face",
    "he hit me at half time",
    "My husband locked me in the house",
    "he smashed a plate over my head",
    "he threw a plate at me over nothing",
)

DANGER_ASKED_ABOUT = (
    "I can't go on on my own any more",
    "I can't go on without him",
    "I want to be with her now she's gone",
    "took an overdose when I was nineteen and I've just done it again",
    "I need someone to be with me or I'll do something",
    "I feel like a burden on everyone",
    "cant see the point in any of it",
    "I'm so lonely I just want to go now",
    "I burn myself on the iron when I'm upset",
    "jumping on the tracks",
    "jumping to my death tonight",
    "I need to talk about suicide",
    "I've been clean from self harm for two years but I did it again, need help",
    "I won't be here tomorrow, look after my cat",
    "who gets the dog when I'm dead on friday",
    "he pushed me to do things in bed",
    "I wrote a song about suicide and I'm going to do it",
)


@pytest.fixture(scope="module")
def screen() -> Screen:
    return Screen.load()


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_sense_alarms_nobody(screen, text) -> None:
    assert screen.check(text).certainty is None


@pytest.mark.parametrize("text", DANGER)
def test_the_same_word_about_a_person_is_certain(screen, text) -> None:
    assert screen.check(text).certainty is Certainty.CERTAIN


@pytest.mark.parametrize("text", DANGER_ASKED_ABOUT)
def test_the_same_word_in_a_hint_is_found(screen, text) -> None:
    assert screen.check(text).certainty is not None
